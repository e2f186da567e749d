"""Texts of the theme that it has in English only, in the language of the page.

furo marks a part of its texts for translation; a catalogue (`locale_dirs`) has those. The
others, names for who can't see the icons, stand in its templates and its Python code as they
are. A template of the site hands the finished page to `localize_theme`, which puts what the
catalogue has in their place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_translate = get_translation("sphinx")
# What the names of controls and of icons begin with: those of furo, and no text of a page.
_CONTROL = re.compile(r'(?<= aria-label=")(?P<name>Toggle [^"]*)(?=")')
_ICON = re.compile(r'(?P<start><symbol id="svg-[^>]*>\s*<title>)(?P<name>[^<]*)(?=</title>)')
_EXPANDER = re.compile(r"Toggle navigation of (?P<title>.*)", re.DOTALL)
_EXPANDER_MESSAGE = "Toggle navigation of %s"


def localize_theme(html: str) -> str:
    """Translate what furo has in English only.

    Args:
        html: The body of a page.

    Returns:
        The body, in which the names of furo's controls and icons are translated as far as
        the catalogue has them, and which tells assistive technology what furo leaves out.

    """
    html = _CONTROL.sub(lambda match: _control_name(match["name"]), html)
    html = _ICON.sub(lambda match: match["start"] + _translate(match["name"]), html)
    # Sphinx gives the captions of a contents list the role of a heading, and no level.
    return html.replace(
        'class="caption" role="heading">', 'class="caption" role="heading" aria-level="2">'
    )


def _control_name(name: str) -> str:
    if match := _EXPANDER.fullmatch(name):
        return _translate(_EXPANDER_MESSAGE) % match["title"]
    return _translate(name)


def on_html_page_context(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: document | None
) -> None:
    """Give templates `localize_theme`."""
    context["localize_theme"] = localize_theme


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let templates translate what furo has in English only."""
    app.connect("html-page-context", on_html_page_context)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
