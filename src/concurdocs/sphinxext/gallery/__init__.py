"""The gallery: which scripts there are, running them, and what their pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.sphinxext.gallery import _configuration, _listing, _page_steps, _records
from concurdocs.sphinxext.gallery._directives import FigureDirective, OutputDirective
from concurdocs.sphinxext.gallery._downloads import setup_downloads
from concurdocs.sphinxext.gallery._find_run import (
    NotShownHereError,
    UnknownRunError,
    find_run,
    find_shown_run,
)
from concurdocs.sphinxext.gallery._nodes import (
    make_output,
    plain_output,
    run_output,
    visit_run_output_html,
)
from concurdocs.sphinxext.gallery._output_rst import FIGURE_DIRECTIVE, OUTPUT_DIRECTIVE
from concurdocs.sphinxext.gallery._records import run_downloads
from concurdocs.sphinxext.gallery._registry import Example, ExampleRegistry, registry_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "Example",
    "ExampleRegistry",
    "NotShownHereError",
    "UnknownRunError",
    "find_run",
    "find_shown_run",
    "make_output",
    "plain_output",
    "registry_of",
    "run_downloads",
    "run_output",
    "setup_gallery",
]


def setup_gallery(app: Sphinx) -> None:
    """Set up everything from sphinx-gallery's configuration to the pages of its scripts."""
    _setup_playback(app)
    _setup_pages(app)
    _setup_records(app)
    # Its steps come after those of the pages: it changes what they have made.
    setup_downloads(app)


def _setup_playback(app: Sphinx) -> None:
    """Have sphinx-gallery play the scripts on the stage."""
    # Before sphinx-gallery checks and completes its configuration (10).
    app.connect("config-inited", _configuration.on_config_inited, priority=5)
    # After sphinx-gallery knows its folders (10), before it writes its pages (500).
    app.connect("builder-inited", _listing.on_builder_inited, priority=400)


def _setup_pages(app: Sphinx) -> None:
    """Have the pages of scripts show the runs."""
    app.add_node(run_output, html=(visit_run_output_html, None))
    app.add_directive(OUTPUT_DIRECTIVE, OutputDirective)
    app.add_directive(FIGURE_DIRECTIVE, FigureDirective)
    app.connect("source-read", _page_steps.on_source_read)


def _setup_records(app: Sphinx) -> None:
    """Put the records beside the pages, and sum up."""
    # Before sphinx-gallery reports failures by an exception (500).
    app.connect("build-finished", _records.on_build_finished, priority=400)
    app.connect("build-finished", _listing.on_build_finished, priority=400)
