"""The style sheets and the script that pages with runs need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs import drawing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_FOLDERS = [str(Path(file).parent / "static") for file in (drawing.__file__, __file__)]


def on_config_inited(_app: Sphinx, config: Config) -> None:
    """Have Sphinx copy the files."""
    config.html_static_path.extend(_FOLDERS)


def setup_static_files(app: Sphinx) -> None:
    """Let HTML pages have the style sheets and the script of the runs."""
    app.add_css_file("concurdocs.css")
    app.add_css_file("concurdocs-pages.css")
    app.add_js_file("concurdocs.js", loading_method="defer")
    app.connect("config-inited", on_config_inited)
