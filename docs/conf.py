"""One configuration for both languages; ``build.py`` builds each from its own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

import concurdocs
from concurdocs.sphinxext.languages import is_chinese

sys.path += [str(Path(__file__).parent / folder) for folder in ("_ext", "_tools")]

from sections import SectionOrder
from site_languages import LANGUAGES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

project = "concurdocs"
author = "concurdocs contributors"
project_copyright = f"2026, {author}"
release = version = concurdocs.__version__

# build.py says which of the two languages it is: -D language=zh_CN.
language = "en"
html_title = "concurdocs"

extensions = [
    "myst_parser",
    "notfound.extension",
    "sphinx.ext.intersphinx",
    "sphinx_copybutton",
    "sphinx_gallery.gen_gallery",
    "concurdocs.sphinxext",
    # Extensions of this site alone, in _ext.
    "beliefs",
    "furo_labels",
]
templates_path = ["_templates"]
# The theme's texts in Chinese; relative to the folder of a language.
locale_dirs = ["../locale"]

myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]

# Paths are relative to the folder of a language, where sphinx-gallery works.
sphinx_gallery_conf = {
    "examples_dirs": "../../examples",
    "gallery_dirs": "gallery",
    # A script is run as a whole, and what it prints is shown; values are not.
    "capture_repr": (),
    # Running times come from the runs; sphinx-gallery's are those of the playback.
    "min_reported_time": 3600,
    "write_computation_times": False,
    # No script draws, and matplotlib would bring threads.
    "image_scrapers": (),
    "reset_modules": (),
    # Functions of a notebook can't be found by spawned processes.
    "notebook_extensions": set(),
    "download_all_examples": False,
    "show_signature": False,
    "remove_config_comments": True,
    # In the order in which they are to be read.
    "within_subsection_order": "FileNameSortKey",
    "subsection_order": SectionOrder(
        "basics", "calls", "starting", "life", "memory", "join", "server", "pools"
    ),
}

# Prose names a function and does not call it: `join`, not `join()`.
add_function_parentheses = False
# Labels and terms without `external+python` are the site's own: a wrong one must not end there.
intersphinx_disabled_reftypes = ["std:*"]

# Relative to this file: both languages share the runs, so each script runs once.
concurdocs_store = "_build/runs"
concurdocs_matrix = "_build/matrix.json"
concurdocs_languages = {language.folder: language.name for language in LANGUAGES}
# Where the site is published, such as https://example.org/docs/; who publishes it says so.
concurdocs_base_url = os.environ.get("SITE_URL", "")

# What others only mention, these pages teach: they come first in the search.
html_search_options = {"teaching": "chapters/"}

# What is copied is what a reader types: neither prompts nor output.
copybutton_exclude = ".linenos, .gp, .go"

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = [
    "site.css",
    "typography.css",
    "furo-keyboard.css",
    "home.css",
    "print.css",
    "reference.css",
    "copy-button.css",
]
html_js_files = [(name, {"defer": "defer"}) for name in ("language.js", "code-blocks.js")]
html_favicon = "_static/favicon.svg"
html_copy_source = False
html_show_sphinx = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/languages.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Tell the page for wrong addresses, which is shown at any depth, where its files are."""
    path = urlsplit(concurdocs_base_url).path.rstrip("/")
    config.notfound_urls_prefix = f"{path}/{Path(app.srcdir).name}/"


def set_python_reference(_app: Sphinx, config: Config) -> None:
    """Lead to the Python reference in the language of the pages.

    Its names come from the file that ``write_inventory.py`` writes, and from nowhere else: a build
    needs no network, and nothing that is renamed there can break it.
    """
    language = "zh-cn/" if is_chinese(config.language) else ""
    address = f"https://docs.python.org/{language}3/"
    # Relative to the folder of a language.
    config.intersphinx_mapping = {"python": (address, "../python.inv")}


class CodeWithoutLinks(SphinxPostTransform):
    """Takes the links out of the code of examples.

    sphinx-gallery links the names that intersphinx knows: those that happen to stand in some
    text of the site as well, and no others.
    """

    default_priority = 6  # right behind sphinx-gallery, which has 5
    formats = ("html",)

    def run(self, **_arguments: object) -> None:
        """Put the text of each such link in its place."""
        for link in list(self.document.findall(nodes.reference)):
            if any(name.startswith("sphx-glr-backref") for name in link["classes"]):
                # `replace_self` would hand on the classes of the link.
                link.parent.replace(link, link.children)


def setup(app: Sphinx) -> None:
    """Connect what depends on the language."""
    # Before the extension checks its setting (500).
    app.connect("config-inited", on_config_inited, priority=100)
    # Before intersphinx checks its own (800).
    app.connect("config-inited", set_python_reference, priority=100)
    app.add_post_transform(CodeWithoutLinks)
