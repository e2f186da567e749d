"""The Sphinx extension: connects sphinx-gallery, the recording and the drawing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import concurdocs
from concurdocs import drawing
from concurdocs.sphinxext._config import add_config_values
from concurdocs.sphinxext.chapters import _directives as chapters
from concurdocs.sphinxext.chapters import _report as report
from concurdocs.sphinxext.gallery import _downloads as downloads
from concurdocs.sphinxext.gallery import _events as gallery
from concurdocs.sphinxext.gallery import _output as output
from concurdocs.sphinxext.gallery._hooks import FIGURE_DIRECTIVE, OUTPUT_DIRECTIVE
from concurdocs.sphinxext.languages import _alternates as languages
from concurdocs.sphinxext.languages._han_breaks import setup_han_breaks
from concurdocs.sphinxext.languages._search import setup_search

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

_STATIC = [str(Path(file).parent / "static") for file in (drawing.__file__, __file__)]


def on_config_inited(_app: Sphinx, config: Config) -> None:
    """Let HTML pages have the style sheets and the script of the runs."""
    config.html_static_path.extend(_STATIC)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.setup_extension("sphinx_gallery.gen_gallery")
    add_config_values(app)
    app.add_node(output.run_output, html=(output.visit_run_output_html, None))
    app.add_directive(OUTPUT_DIRECTIVE, output.OutputDirective)
    app.add_node(output.claim_mark, html=(output.visit_claim_mark_html, None))
    app.add_directive(FIGURE_DIRECTIVE, output.FigureDirective)
    app.add_directive("run", chapters.RunDirective)
    app.add_directive(downloads.TASKS_DIRECTIVE, downloads.TasksDirective)
    app.add_directive(downloads.NEEDS_DIRECTIVE, downloads.NeedsDirective)
    app.add_directive("bundle", downloads.BundleDirective)
    app.add_directive("answer", chapters.AnswerDirective)
    app.add_node(report.build_report)
    app.add_directive("build-report", report.ReportDirective)
    app.add_role("measured", chapters.MeasuredRole())
    app.add_role("claim", chapters.ClaimRole())
    app.add_post_transform(output.PlainOutput)
    setup_search(app)
    setup_han_breaks(app)
    app.add_css_file("concurdocs.css")
    app.add_css_file("concurdocs-pages.css")
    app.add_js_file("concurdocs.js", loading_method="defer")
    # Before sphinx-gallery checks and completes its configuration (10).
    app.connect("config-inited", gallery.on_config_inited, priority=5)
    app.connect("config-inited", on_config_inited)
    # After sphinx-gallery knows its folders (10), before it writes its pages (500).
    app.connect("builder-inited", gallery.on_builder_inited, priority=400)
    # After sphinx-gallery has made the folders of its pages.
    app.connect("builder-inited", downloads.on_builder_inited, priority=600)
    app.connect("source-read", gallery.on_source_read)
    app.connect("source-read", downloads.on_source_read)
    app.connect("config-inited", languages.on_config_inited)
    app.connect("env-purge-doc", report.on_env_purge_doc)
    app.connect("env-merge-info", report.on_env_merge_info)
    app.connect("env-updated", report.on_env_updated)
    app.connect("doctree-resolved", report.on_doctree_resolved)
    app.connect("html-page-context", languages.on_html_page_context)
    app.connect("build-finished", languages.on_build_finished)
    # Before sphinx-gallery reports failures by an exception (500).
    app.connect("build-finished", output.on_build_finished, priority=400)
    app.connect("build-finished", gallery.on_build_finished, priority=400)
    return {
        "version": concurdocs.__version__,
        # What is kept in the environment: claims and pages with a report.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
