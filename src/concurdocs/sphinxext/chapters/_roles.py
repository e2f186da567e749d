"""Numbers and claims in the prose of chapters, from what was measured in runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup
from sphinx.util.docutils import SphinxRole

from concurdocs.claims import MeasureError, check, measure
from concurdocs.sphinxext.basis import WarningSubtype, _, html_or_plain, warn
from concurdocs.sphinxext.chapters._claims import MARKS, CheckedClaim, note_claim
from concurdocs.sphinxext.chapters._quantities import format_quantity
from concurdocs.sphinxext.gallery import NotShownHereError, find_shown_run

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_MARK = Markup(
    '<span class="run-claim"><button type="button" popovertarget="{ident}" '
    'aria-label="{label}" title="{label}">{mark}</button>'
    '<span id="{ident}" class="run-claim-values" popover>'
    '<span class="run-claim-row">{label}</span>'
    '<code class="run-claim-row">{claim}</code>{values}</span></span>'
)
_VALUE = Markup('<span class="run-claim-row"><code>{}</code> = {}</span>')


class claim_mark(nodes.Inline, html_or_plain):  # noqa: N801 - node classes are lower case
    """A claim's mark; its child is a sign."""


def visit_claim_mark_html(translator: HTML5Translator, node: claim_mark) -> None:
    """Write the HTML made when the page was read."""
    translator.body.append(node["html"])
    raise nodes.SkipNode


class MeasuredRole(SphinxRole):
    """A number measured in a run, with its unit, in the page's language."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the text."""
        try:
            quantity = measure(self.text, lambda name: find_shown_run(self.env, name))
        except NotShownHereError:
            return [nodes.inline("", MARKS[None], classes=["run-measured"])], []
        except MeasureError as error:
            warn(WarningSubtype.BAD_MEASURE, str(error), location=self.get_location())
            return [nodes.literal("", self.text, classes=["run-missing"])], []
        return [nodes.inline("", format_quantity(quantity), classes=["run-measured"])], []


class ClaimRole(SphinxRole):
    """A condition that is checked against the runs; a mark shows the values."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Check, and make the mark."""
        try:
            result = check(self.text, lambda name: find_shown_run(self.env, name))
        except NotShownHereError as error:
            note_claim(self.env, CheckedClaim(self.env.docname, self.text, None, ()))
            label = _(
                "Could not be checked on the machine of this build: {script} shows nothing there"
            )
            return [self.mark(None, label.format(script=error), [])], []
        except MeasureError as error:
            warn(WarningSubtype.BAD_MEASURE, str(error), location=self.get_location())
            return [nodes.literal("", self.text, classes=["run-missing"])], []
        claim = CheckedClaim(self.env.docname, self.text, result.holds, result.values)
        note_claim(self.env, claim)
        values = [(call, format_quantity(quantity)) for call, quantity in result.values]
        if result.holds:
            label = _("Checked in this build against the recorded runs")
        else:
            label = _("Does not hold in this build")
            measured = ", ".join(f"{call} = {value}" for call, value in values)
            warn(
                WarningSubtype.CLAIM,
                f"the claim does not hold: {self.text} ({measured})",
                location=self.get_location(),
            )
        return [self.mark(result.holds, label, values)], []

    def mark(self, holds: bool | None, label: str, values: list[tuple[str, str]]) -> nodes.Node:  # noqa: FBT001 - whether it holds
        """Make the mark, which opens what was measured."""
        html = _MARK.format(
            ident=f"claim-{self.env.new_serialno('concurdocs')}",
            label=label,
            mark=MARKS[holds],
            claim=self.text,
            values=Markup().join(_VALUE.format(call, value) for call, value in values),
        )
        return claim_mark("", nodes.Text(MARKS[holds]), html=str(html))


def setup_roles(app: Sphinx) -> None:
    """Let prose have numbers and claims."""
    app.add_node(claim_mark, html=(visit_claim_mark_html, None))
    app.add_role("measured", MeasuredRole())
    app.add_role("claim", ClaimRole())
