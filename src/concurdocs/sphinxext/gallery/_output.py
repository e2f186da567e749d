"""Output on pages: a directive for galleries, a node, and its HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from concurdocs._files import compact_json
from concurdocs.drawing import console_html, elide, figure_html, labels_for, page_text, trace_events
from concurdocs.sphinxext._words import words_for
from concurdocs.sphinxext.gallery._registry import indices_below, registry_of
from concurdocs.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import OptionSpec
    from sphinx.writers.html5 import HTML5Translator

    from concurdocs.runs import Run


class run_output(nodes.General, nodes.Element):  # noqa: N801 - node classes are lower case
    """Output of a run: HTML in an attribute, and a literal block for all other formats."""


RUNS = "_runs"
"""Folder of an HTML site that has the records."""

_RUNS_HREF = 'href="concurdocs-runs:'


def run_downloads(name: str, language: str | None) -> tuple[tuple[str, str], ...]:
    """Return what to call a run's files, and addresses that are completed on writing."""
    words = words_for(language)
    return (
        (words.record, f"concurdocs-runs:{name}.json"),
        (words.trace, f"concurdocs-runs:{name}.trace.json"),
    )


def make_output(run: Run, lines: Sequence[int], ident: str, app: Sphinx) -> run_output:
    """Return a node that shows lines of a run.

    Args:
        run: The run.
        lines: Indices of some of its lines.
        ident: Makes ids unique on the page.
        app: The application, for the language and the limit.

    """
    labels = labels_for(app.config.language)
    limit = app.config.concurdocs_page_lines
    html = console_html(Timeline.of(run, labels), lines, ident, limit=limit)
    text = "\n".join(page_text(run.lines[index], labels) for index in lines[:limit])
    if len(lines) > limit:
        text += f"\n[{labels.lines_left_out(len(lines) - limit)}]"
    plain = nodes.literal_block(text, text, language="none")
    return run_output("", plain, html=html, classes=["run-console"])


class OutputDirective(SphinxDirective):
    """Shows what a block of a gallery's script printed; written by `playback.ShowOutput`."""

    required_arguments = 1
    option_spec: OptionSpec = {  # noqa: RUF012 - as docutils has it
        "block": directives.nonnegative_int,
        "by": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        key, block = self.arguments[0], self.options["block"]
        registry = registry_of(self.env.app)
        entry = registry.by_docname.get(self.env.docname)
        if entry is None:  # sphinx-gallery leaves the pages of scripts that are gone
            return []
        run = registry.run(entry, self.env, key)
        lines = indices_below(run, block)
        return [make_output(run, lines, f"run-{key}", self.env.app)] if lines else []


class FigureDirective(SphinxDirective):
    """Shows the figure of a gallery's script below its output; by `playback.output_rst`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the node; a run of a single process has nothing to show."""
        key = self.arguments[0]
        registry = registry_of(self.env.app)
        entry = registry.by_docname.get(self.env.docname)
        if entry is None:
            return []
        run = registry.run(entry, self.env, key)
        alone = len(run.own_processes) == 1
        if alone or not self.config.concurdocs_figure:
            return []
        limit = self.config.concurdocs_page_lines
        html = figure_html(
            Timeline.of(run, labels_for(self.config.language)),
            f"run-{key}",
            console_lines=0,
            linked_lines=linked_lines(run, limit),
            downloads=run_downloads(registry.name_of(entry), self.config.language),
        )
        # What the figure says stands in the blocks' output where there is no HTML.
        return [run_output("", html=html, classes=["run-show"])]


def linked_lines(run: Run, limit: int) -> set[int]:
    """Return the indices of those lines that the outputs of a page's blocks show."""
    indices: set[int] = set()
    for block in range(len(run.blocks)):
        before, _, after = elide(indices_below(run, block), limit)
        indices.update(before, after)
    return indices


class claim_mark(nodes.Inline, nodes.Element):  # noqa: N801 - node classes are lower case
    """A claim's mark: HTML in an attribute, and a sign for all other formats."""


def visit_run_output_html(translator: HTML5Translator, node: run_output) -> None:
    """Write the HTML made when the page was read."""
    target = translator.builder.get_target_uri(translator.builder.current_docname)
    # Where all pages are one, the addresses of documents are places on it.
    depth = 0 if target.startswith("#") else target.count("/")
    runs = "../" * depth + RUNS + "/"
    html = node["html"].replace(_RUNS_HREF, f'href="{runs}')
    translator.body.append(f'<div class="{" ".join(node["classes"])}">{html}</div>\n')
    raise nodes.SkipNode


def visit_claim_mark_html(translator: HTML5Translator, node: claim_mark) -> None:
    """Write the HTML made when the page was read."""
    translator.body.append(node["html"])
    raise nodes.SkipNode


def shows_html(builder: Builder) -> bool:
    """Return whether a builder's pages have the runs as HTML.

    Those of an e-book are XML, and most readers of e-books know no script.
    """
    return builder.format == "html" and builder.name != "epub"


class PlainOutput(SphinxPostTransform):
    """Leaves what other formats can show, where the pages are not HTML."""

    # Before anything that looks at literal blocks, highlighting among them (400).
    default_priority = 200

    def run(self, **_: object) -> None:
        """Replace the nodes."""
        if shows_html(self.app.builder):
            return
        for kind in (run_output, claim_mark):
            for node in list(self.document.findall(kind)):
                # Not `replace_self`, which must hand on classes, to a child that may not exist.
                node.parent.replace(node, node.children)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Put the records and traces that pages link to beside the pages."""
    if exception is not None or not shows_html(app.builder):
        return
    folder = Path(app.outdir, RUNS)
    for name, run in registry_of(app).runs().items():
        run.save(folder / f"{name}.json")
        trace = compact_json(trace_events(run))
        (folder / f"{name}.trace.json").write_text(trace, encoding="utf-8")
