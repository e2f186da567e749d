"""From a page to the same page in another language, for readers and for search engines.

Each language is a build of its own, into a folder beside the others' with the name of its
source folder; `ExtensionConfig.languages` lists them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from concurdocs.sphinxext.basis import extension_config

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from concurdocs.sphinxext.basis import ExtensionConfig

_LINK = Markup('<link rel="alternate" hreflang="{}" href="{}">\n')
_SITE_MAP = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{}</urlset>\n'
)
_SITE_MAP_PAGE = Markup("<url><loc>{}</loc>{}</url>\n")
_SITE_MAP_LINK = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')
_WRONG_ADDRESS = "404"
_NOT_LISTED = {_WRONG_ADDRESS, "genindex", "search"}


class PageLanguage(NamedTuple):
    """A page in one of the languages, for templates.

    Attributes:
        code: Folder name of the language, which is its code.
        name: What the language calls itself.
        address: Of the page, relative to the page it is for.
        here: Whether it is that page itself.

    """

    code: str
    name: str
    address: str
    here: bool


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Give this language's build its own address, for canonical links."""
    settings = extension_config(app)
    if settings.base_url and Path(app.srcdir).name in settings.languages:
        config.html_baseurl = f"{settings.base_url.rstrip('/')}/{Path(app.srcdir).name}/"


def on_html_page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: document | None
) -> None:
    """Tell templates, as ``page_languages``, and search engines where a page is."""
    settings = extension_config(app)
    here = Path(app.srcdir).name
    context["page_languages"] = []
    if here not in settings.languages:
        return
    target = app.builder.get_target_uri(pagename)
    up = "../" * (target.count("/") + 1)
    if pagename == _WRONG_ADDRESS:  # shown at addresses of any depth
        up = urlsplit(settings.base_url).path.rstrip("/") + "/"
    context["page_languages"] = [
        PageLanguage(code, name, f"{up}{code}/{target}", code == here)
        for code, name in settings.languages.items()
    ]
    base = f"{settings.base_url.rstrip('/')}/" if settings.base_url else up
    links = _join(_LINK.format(*alternate) for alternate in _alternates(settings, base, target))
    context["metatags"] = context.get("metatags", "") + str(links)


def _alternates(settings: ExtensionConfig, base: str, target: str) -> Iterator[tuple[str, str]]:
    for code in settings.languages:
        yield code, f"{base}{code}/{target}"
    yield "x-default", f"{base}index.html"


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the site map of this language."""
    settings = extension_config(app)
    here = Path(app.srcdir).name
    ready = exception is None and app.builder.name in {"html", "dirhtml"}
    if not (ready and settings.base_url and here in settings.languages):
        return
    base = f"{settings.base_url.rstrip('/')}/"
    pages = []
    for docname in sorted(app.env.found_docs - _NOT_LISTED):
        target = app.builder.get_target_uri(docname)
        alternates = _alternates(settings, base, target)
        links = _join(_SITE_MAP_LINK.format(*alternate) for alternate in alternates)
        pages.append(_SITE_MAP_PAGE.format(f"{base}{here}/{target}", links))
    text = str(_SITE_MAP.format(_join(pages)))
    Path(app.outdir, "sitemap.xml").write_text(text, encoding="utf-8")


def _join(pieces: Iterable[Markup]) -> Markup:
    return Markup().join(pieces)


def setup_alternates(app: Sphinx) -> None:
    """Connect the languages of a site with one another."""
    app.connect("config-inited", on_config_inited)
    app.connect("html-page-context", on_html_page_context)
    app.connect("build-finished", on_build_finished)
