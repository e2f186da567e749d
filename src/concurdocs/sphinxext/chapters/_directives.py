"""Runs in chapters: directives that show them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from concurdocs.claims import MeasureError, find_block
from concurdocs.drawing import figure_html
from concurdocs.scripts import without_options
from concurdocs.sphinxext.basis import (
    WarningSubtype,
    _,
    cross_reference,
    extension_config,
    folded,
    warn,
)
from concurdocs.sphinxext.gallery import (
    UnknownRunError,
    find_run,
    make_output,
    plain_output,
    registry_of,
    run_downloads,
    run_output,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from concurdocs.runs import Block, Run
    from concurdocs.sphinxext.gallery import Example

PARTS = ("code", "output", "figure")


def _parts(argument: str) -> list[str]:
    parts = argument.replace(",", " ").split()
    for part in parts:
        directives.choice(part, PARTS)
    return parts or list(PARTS)


class RunDirective(SphinxDirective):
    """Shows a run in place: its code, its output, its figure.

    With names of blocks, only what belongs to these; but with a figure, all that happened from
    the begin of the first to the end of the last.
    """

    required_arguments = 1
    option_spec: OptionSpec = {  # noqa: RUF012 - as docutils has it
        "show": _parts,
        "block": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        name, parts = self.arguments[0], self.options.get("show", list(PARTS))
        try:
            example, run = find_run(self.env, name)
        except UnknownRunError as error:
            return self.refuse(WarningSubtype.UNKNOWN_RUN, str(error.args[0]))
        blocks = run.blocks
        lines = tuple(range(len(run.lines)))
        span = None
        if "block" in self.options:
            try:
                blocks = tuple(find_block(run, name) for name in self.options["block"].split())
            except MeasureError as error:
                return self.refuse(WarningSubtype.UNKNOWN_BLOCK, str(error))
            chosen = {run.blocks.index(block) for block in blocks}
            lines = tuple(index for index in lines if run.lines[index].block in chosen)
            span = min(chosen), max(chosen)
        result: list[nodes.Node] = []
        ident = f"run-{name.replace('/', '-')}-{self.env.new_serialno('concurdocs')}"
        if "code" in parts:
            result += self.code(example, blocks)
        if "figure" in parts:
            own_name = registry_of(self.env.app).name_of(example)
            result.append(self.figure(run, own_name, ident, span, console="output" in parts))
        elif "output" in parts and lines:
            result.append(make_output(run, lines, ident, self.env.app))
        return result

    def refuse(self, subtype: WarningSubtype, message: str) -> list[nodes.Node]:
        """Warn, and say on the page what is missing."""
        warn(subtype, message, location=self.get_location())
        return [nodes.paragraph("", message, classes=["run-missing"])]

    def code(self, example: Example, blocks: tuple[Block, ...]) -> list[nodes.Node]:
        """Show blocks of code, with a link to the page of the whole script."""
        self.env.note_dependency(example.path)
        lines = Path(example.path).read_text(encoding="utf-8").splitlines()
        codes = (
            "\n".join(lines[block.first_line - 1 : block.last_line]).strip("\n") for block in blocks
        )
        text = without_options("\n\n\n".join(code for code in codes if code)).strip("\n")
        code = nodes.literal_block(text, text, language="python", classes=["run-code"])
        self.set_source_info(code)
        title = Path(example.path).name
        name = nodes.literal("", title, classes=["xref", "doc"])
        link = cross_reference("doc", f"/{example.docname}", name, self.env.docname)
        caption = nodes.paragraph("", "", link, classes=["run-source"])
        return [nodes.container("", caption, code, classes=["run-listing"])]

    def figure(
        self,
        run: Run,
        name: str,
        ident: str,
        span: tuple[int, int] | None,
        *,
        console: bool,
    ) -> nodes.Node:
        """Show the figure; where there is no HTML, the output."""
        timeline = registry_of(self.env.app).timeline(run, self.config.language)
        part = timeline if span is None else timeline.clip(*span)
        html = ""  # where none of the blocks ran
        if part is not None:
            html = figure_html(
                part,
                ident,
                console_lines=extension_config(self.env.app).page_lines if console else 0,
                downloads=run_downloads(name),
            )
        first, last = span or (0, len(run.blocks))
        lines = tuple(line for line in run.lines if first <= line.block <= last)
        return run_output("", plain_output(lines, self.env.app), html=html, classes=["run-show"])


class AnswerDirective(SphinxDirective):
    """The answer to an exercise, which folds open."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        title = self.arguments[0] if self.arguments else _("Answer")
        content = self.parse_content_to_nodes()
        return folded(title, nodes.container("", *content, classes=["run-answer-content"]))


def setup_directives(app: Sphinx) -> None:
    """Let chapters show runs, and answers that fold open."""
    app.add_directive("run", RunDirective)
    app.add_directive("answer", AnswerDirective)
