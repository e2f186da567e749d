"""The directives that stand in the pages of a gallery's scripts; written by `output_rst`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from concurdocs.drawing import elide, figure_html
from concurdocs.sphinxext.basis import extension_config
from concurdocs.sphinxext.gallery._nodes import make_output, run_output
from concurdocs.sphinxext.gallery._records import run_downloads
from concurdocs.sphinxext.gallery._registry import indices_below, registry_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec

    from concurdocs.runs import Run


class OutputDirective(SphinxDirective):
    """Shows what a block of a gallery's script printed."""

    required_arguments = 1
    option_spec: OptionSpec = {  # noqa: RUF012 - as docutils has it
        "block": directives.nonnegative_int,
        "by": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        key, block = self.arguments[0], self.options["block"]
        registry = registry_of(self.env.app)
        example = registry.by_docname.get(self.env.docname)
        if example is None:  # sphinx-gallery leaves the pages of scripts that are gone
            return []
        run = registry.run(example, self.env, key)
        lines = indices_below(run, block)
        return [make_output(run, lines, f"run-{key}", self.env.app)] if lines else []


class FigureDirective(SphinxDirective):
    """Shows the figure of a gallery's script below its output."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the node; a run of a single process has nothing to show."""
        key = self.arguments[0]
        registry = registry_of(self.env.app)
        example = registry.by_docname.get(self.env.docname)
        if example is None:
            return []
        run = registry.run(example, self.env, key)
        config = extension_config(self.env.app)
        alone = len(run.own_processes) == 1
        if alone or not config.figure:
            return []
        html = figure_html(
            registry.timeline(run, self.config.language),
            f"run-{key}",
            console_lines=0,
            linked_lines=_lines_on_page(run, config.page_lines),
            downloads=run_downloads(registry.name_of(example)),
        )
        # What the figure says stands in the blocks' output where there is no HTML.
        return [run_output("", html=html, classes=["run-show"])]


def _lines_on_page(run: Run, limit: int) -> set[int]:
    """Return the indices of those lines that the outputs of a page's blocks show."""
    indices: set[int] = set()
    for block in range(len(run.blocks)):
        before, _, after = elide(indices_below(run, block), limit)
        indices.update(before, after)
    return indices
