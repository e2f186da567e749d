"""A page about the build itself: the machine, every example's time, every claim."""

from __future__ import annotations

import platform
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sphinx
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from concurdocs.sphinxext._words import words_for
from concurdocs.sphinxext.chapters._matrix_report import matrix_of, matrix_rows, matrix_title
from concurdocs.sphinxext.chapters._quantities import format_quantity
from concurdocs.sphinxext.gallery._registry import registry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from concurdocs.claims import Quantity
    from concurdocs.runs import Run


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim on a page, as it was checked.

    Attributes:
        docname: The page.
        text: The claim.
        holds: Whether it is true; None if it could not be checked on this machine.
        values: What was measured for it.

    """

    docname: str
    text: str
    holds: bool | None
    values: tuple[tuple[str, Quantity], ...]


MARKS = {True: "✓", False: "✗", None: "–"}
"""What stands for a claim that holds, does not hold, could not be checked."""

_CLAIMS = "concurdocs_claims"
_REPORTS = "concurdocs_reports"
_SIGNATURE = "concurdocs_report_signature"


def claims_of(env: BuildEnvironment) -> dict[str, list[CheckedClaim]]:
    """Return the claims of all pages, by page."""
    claims: dict[str, list[CheckedClaim]] | None = getattr(env, _CLAIMS, None)
    if claims is None:
        claims = {}
        setattr(env, _CLAIMS, claims)
    return claims


def note_claim(env: BuildEnvironment, claim: CheckedClaim) -> None:
    """Keep a claim for the report."""
    claims_of(env).setdefault(claim.docname, []).append(claim)


def _reports_of(env: BuildEnvironment) -> set[str]:
    reports: set[str] | None = getattr(env, _REPORTS, None)
    if reports is None:
        reports = set()
        setattr(env, _REPORTS, reports)
    return reports


class build_report(nodes.General, nodes.Element):  # noqa: N801 - node classes are lower case
    """Stands for the report until all pages are read."""


class ReportDirective(SphinxDirective):
    """Shows where and with what the site was built, and all that was measured and checked."""

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        _reports_of(self.env).add(self.env.docname)
        return [build_report("")]


def on_env_purge_doc(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the claims of a page that is read again."""
    claims_of(env).pop(docname, None)
    _reports_of(env).discard(docname)


def on_env_merge_info(
    _app: Sphinx, env: BuildEnvironment, _docnames: list[str], other: BuildEnvironment
) -> None:
    """Take in what a parallel reader found."""
    claims_of(env).update(claims_of(other))
    _reports_of(env).update(_reports_of(other))


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have the report written again when there is something new in it."""
    runs = {name: run.made_at for name, run in registry_of(app).runs().items()}
    signature = repr(
        (sorted(runs.items()), sorted(claims_of(env).items()), matrix_rows(matrix_of(app)))
    )
    if getattr(env, _SIGNATURE, "") == signature:
        return []
    setattr(env, _SIGNATURE, signature)
    return sorted(_reports_of(env))


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the report in its place."""
    for node in list(doctree.findall(build_report)):
        node.replace_self(_report(app, docname))


def _report(app: Sphinx, docname: str) -> list[nodes.Node]:
    words = words_for(app.config.language)
    runs = registry_of(app).runs()
    if not runs:
        return [nodes.paragraph("", words.no_runs)]
    found: list[nodes.Node] = [nodes.rubric("", words.machine)]
    found.append(_table(words.fact_head, _machine(app, next(iter(runs.values())))))
    found.append(nodes.rubric("", words.examples))
    found.append(_table(words.example_head, _examples(app, docname, runs)))
    claims = [one for page in sorted(claims_of(app.env)) for one in claims_of(app.env)[page]]
    if claims:
        held = sum(claim.holds is True for claim in claims)
        found.append(nodes.rubric("", words.claims.format(held, len(claims))))
        found.append(_table(words.claim_head, _claims(app, docname, claims)))
    if cells := matrix_of(app):
        rows: list[list[_Cell]] = [[*row] for row in matrix_rows(cells)]
        found.append(nodes.rubric("", matrix_title(app, cells)))
        found.append(_table(words.matrix_head, rows))
    return found


_Cell = str | nodes.Node


def _machine(app: Sphinx, run: Run) -> list[list[_Cell]]:
    words = words_for(app.config.language)
    where = run.environment
    values = (
        f"{where.system} {platform.release()}, {where.machine}",
        f"{len(where.usable_cpus)} / {where.cpus}",
        f"{where.implementation} {where.python}",
        where.start_method,
        f"Sphinx {sphinx.__version__}",
    )
    return [[name, value] for name, value in zip(words.facts, values, strict=True)]


def _examples(app: Sphinx, docname: str, runs: dict[str, Run]) -> list[list[_Cell]]:
    registry, language = registry_of(app), app.config.language
    words = words_for(language)
    rows: list[list[_Cell]] = []
    for name, run in sorted(runs.items()):
        entry = registry.by_name[name]
        rows.append([
            _link(app, docname, entry.docname, nodes.literal("", name)),
            words.seconds.format(f"{run.total:.2f}"),
            str(len(run.own_processes)),
            str(len(run.lines)),
            run.environment.start_method,
            time.strftime("%Y-%m-%d %H:%M", time.localtime(run.made_at)),
        ])  # fmt: skip
    total = sum(run.total for run in runs.values())
    rows.append([words.together, words.seconds.format(f"{total:.1f}"), "", "", "", ""])
    return rows


def _claims(app: Sphinx, docname: str, claims: Sequence[CheckedClaim]) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for claim in claims:
        values = nodes.paragraph("")
        for call, quantity in claim.values:
            text = f" = {format_quantity(quantity, app.config.language)} "
            values += [nodes.literal("", call), nodes.Text(text)]
        title = app.env.titles[claim.docname].astext()
        rows.append([
            _link(app, docname, claim.docname, nodes.Text(title)),
            nodes.literal("", claim.text),
            values,
            MARKS[claim.holds],
        ])  # fmt: skip
    return rows


def _link(app: Sphinx, docname: str, target: str, shown: nodes.Node) -> nodes.Node:
    address = app.builder.get_relative_uri(docname, target)
    return nodes.reference("", "", shown, internal=True, refuri=address)


def _table(head: Sequence[str], rows: list[list[_Cell]]) -> nodes.Node:
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=1) for _ in head]
    group += nodes.thead("", _row(list(head)))
    group += nodes.tbody("", *[_row(row) for row in rows])
    # furo lets tables of this kind scroll by themselves.
    table = nodes.table("", group, classes=["run-report"])
    return nodes.container("", table, classes=["table-wrapper", "docutils", "container"])


def _row(cells: Sequence[_Cell]) -> nodes.row:
    row = nodes.row("")
    for cell in cells:
        content = cell
        if isinstance(content, str):
            content = nodes.paragraph("", content)
        elif not isinstance(content, nodes.paragraph):
            content = nodes.paragraph("", "", content)
        row += nodes.entry("", content)
    return row
