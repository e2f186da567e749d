"""Runs in chapters: directives that show them, roles for numbers and claims."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from concurdocs._suggestions import nearest
from concurdocs.claims import MeasureError, check, find_block, measure
from concurdocs.drawing import figure_html, labels_for
from concurdocs.scripts import without_options
from concurdocs.sphinxext._warnings import Warnings, warn
from concurdocs.sphinxext._words import words_for
from concurdocs.sphinxext.chapters._quantities import format_quantity
from concurdocs.sphinxext.chapters._report import MARKS, CheckedClaim, note_claim
from concurdocs.sphinxext.gallery._output import claim_mark, make_output, run_downloads, run_output
from concurdocs.sphinxext.gallery._registry import registry_of
from concurdocs.timeline import Timeline

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec

    from concurdocs.runs import Block, Run
    from concurdocs.sphinxext.gallery._registry import Example

PARTS = ("code", "output", "figure")


class UnknownRunError(KeyError):
    """There is no run of that name; the message names the nearest."""


def find_run(env: BuildEnvironment, name: str) -> tuple[Example, Run]:
    """Find a script's run by the script's name, and note that the page depends on it.

    Raises:
        UnknownRunError: There is none; says why.

    """
    registry = registry_of(env.app)
    entry = registry.by_name.get(name) or registry.by_docname.get(name)
    if entry is None and (names := registry.names_for(name)):
        msg = f"several examples are called '{name}'; write {' or '.join(map(repr, names))}"
        raise UnknownRunError(msg)
    if entry is None:
        hint = nearest(name, registry.by_name, "examples")
        msg = f"no example '{name}'; {hint}"
        raise UnknownRunError(msg)
    if not registry.has_run(entry):
        msg = f"example '{name}' has no run: it was not executed, or not on the stage"
        raise UnknownRunError(msg)
    return entry, registry.run(entry, env)


class NotShownHereError(Exception):
    """A script can't show on this machine what it is for; the message is its name."""


def find_evidence(env: BuildEnvironment, name: str) -> Run:
    """Find the run of a script that shows what it is for, as numbers and claims need it.

    Raises:
        UnknownRunError: There is none; says why.
        NotShownHereError: The script has declined, for want of another system or Python.

    """
    entry, run = find_run(env, name)
    if not entry.options.supported_on(run.environment.system, run.environment.python):
        raise NotShownHereError(name)
    return run


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
            entry, run = find_run(self.env, name)
        except UnknownRunError as error:
            return self.refuse(Warnings.UNKNOWN_RUN, str(error.args[0]))
        blocks = run.blocks
        lines = tuple(range(len(run.lines)))
        span = None
        if "block" in self.options:
            try:
                blocks = tuple(find_block(run, one) for one in self.options["block"].split())
            except MeasureError as error:
                return self.refuse(Warnings.UNKNOWN_BLOCK, str(error))
            chosen = {run.blocks.index(block) for block in blocks}
            lines = tuple(index for index in lines if run.lines[index].block in chosen)
            span = min(chosen), max(chosen)
        found: list[nodes.Node] = []
        ident = f"run-{name.replace('/', '-')}-{self.env.new_serialno('concurdocs')}"
        if "code" in parts:
            found += self.code(entry, blocks)
        if "figure" in parts:
            shown_as = registry_of(self.env.app).name_of(entry)
            found.append(self.figure(run, shown_as, ident, span, console="output" in parts))
        elif "output" in parts and lines:
            found.append(make_output(run, lines, ident, self.env.app))
        return found

    def refuse(self, notice: Warnings, message: str) -> list[nodes.Node]:
        """Warn, and say on the page what is missing."""
        warn(notice, message, location=self.get_location())
        return [nodes.paragraph("", message, classes=["run-missing"])]

    def code(self, entry: Example, blocks: tuple[Block, ...]) -> list[nodes.Node]:
        """Show blocks of code, with a link to the page of the whole script."""
        self.env.note_dependency(entry.path)
        lines = Path(entry.path).read_text(encoding="utf-8").splitlines()
        codes = (
            "\n".join(lines[block.first_line - 1 : block.last_line]).strip("\n") for block in blocks
        )
        text = without_options("\n\n\n".join(code for code in codes if code)).strip("\n")
        code = nodes.literal_block(text, text, language="python", classes=["run-code"])
        self.set_source_info(code)
        title = Path(entry.path).name
        link = addnodes.pending_xref(
            "",
            nodes.literal("", title, classes=["xref", "doc"]),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{entry.docname}",
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=True,
        )
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
        timeline = Timeline.of(run, labels_for(self.config.language))
        part = timeline if span is None else timeline.clip(*span)
        html = ""  # where none of the blocks ran
        if part is not None:
            html = figure_html(
                part,
                ident,
                console_lines=self.config.concurdocs_page_lines if console else 0,
                downloads=run_downloads(name, self.config.language),
            )
        first, last = span or (0, len(run.blocks))
        lines = [index for index, line in enumerate(run.lines) if first <= line.block <= last]
        node = make_output(run, lines, ident, self.env.app)
        return run_output("", *node.children, html=html, classes=["run-show"])


class AnswerDirective(SphinxDirective):
    """The answer to an exercise, which folds open."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Make the nodes; formats that can't fold simply show the answer."""
        title = self.arguments[0] if self.arguments else words_for(self.config.language).answer
        start = f'<details class="run-answer"><summary>{escape(title)}</summary>\n'
        return [
            nodes.raw("", start, format="html"),
            nodes.container("", *self.parse_content_to_nodes(), classes=["run-answer-content"]),
            nodes.raw("", "</details>\n", format="html"),
        ]


class MeasuredRole(SphinxRole):
    """A number measured in a run, with its unit, in the page's language."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the text."""
        try:
            quantity = measure(self.text, lambda name: find_evidence(self.env, name))
        except NotShownHereError:
            return [nodes.inline("", MARKS[None], classes=["run-measured"])], []
        except MeasureError as error:
            warn(Warnings.BAD_MEASURE, str(error), location=self.get_location())
            return [nodes.literal("", self.text, classes=["run-missing"])], []
        text = format_quantity(quantity, self.config.language)
        return [nodes.inline("", text, classes=["run-measured"])], []


class ClaimRole(SphinxRole):
    """A condition that is checked against the runs; a mark shows the values."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Check, and make the mark."""
        words = words_for(self.config.language)
        try:
            verdict = check(self.text, lambda name: find_evidence(self.env, name))
        except NotShownHereError as error:
            note_claim(self.env, CheckedClaim(self.env.docname, self.text, None, ()))
            return [self.mark(None, words.unchecked.format(error), [])], []
        except MeasureError as error:
            warn(Warnings.BAD_MEASURE, str(error), location=self.get_location())
            return [nodes.literal("", self.text, classes=["run-missing"])], []
        claim = CheckedClaim(self.env.docname, self.text, verdict.holds, verdict.values)
        note_claim(self.env, claim)
        values = [
            (call, format_quantity(value, self.config.language)) for call, value in verdict.values
        ]
        if not verdict.holds:
            told = ", ".join(f"{call} = {value}" for call, value in values)
            warn(
                Warnings.CLAIM,
                f"the claim does not hold: {self.text} ({told})",
                location=self.get_location(),
            )
        label = words.holds if verdict.holds else words.fails
        return [self.mark(verdict.holds, label, values)], []

    def mark(self, holds: bool | None, label: str, values: list[tuple[str, str]]) -> nodes.Node:  # noqa: FBT001 - a verdict
        """Make the mark, which opens what was measured."""
        ident = f"claim-{self.env.new_serialno('concurdocs')}"
        rows = "".join(
            f'<span class="run-claim-row"><code>{escape(call)}</code> = {escape(value)}</span>'
            for call, value in values
        )
        html = (
            f'<span class="run-claim"><button type="button" popovertarget="{ident}" '
            f'aria-label="{escape(label)}" title="{escape(label)}">{MARKS[holds]}</button>'
            f'<span id="{ident}" class="run-claim-values" popover>'
            f'<span class="run-claim-row">{escape(label)}</span>'
            f'<code class="run-claim-row">{escape(self.text)}</code>{rows}</span></span>'
        )
        return claim_mark("", nodes.Text(MARKS[holds]), html=html)
