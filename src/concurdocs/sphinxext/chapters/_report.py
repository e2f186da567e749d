"""A page about the build itself: the machine, every example's time, every claim."""

from __future__ import annotations

import platform
import time
from typing import TYPE_CHECKING

import sphinx
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from concurdocs.sphinxext.basis import _
from concurdocs.sphinxext.chapters._claims import MARKS, claims_of
from concurdocs.sphinxext.chapters._matrix_report import (
    matrix_head,
    matrix_of,
    matrix_rows,
    matrix_title,
)
from concurdocs.sphinxext.chapters._quantities import format_quantity, format_seconds
from concurdocs.sphinxext.gallery import registry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from concurdocs.runs import Run
    from concurdocs.sphinxext.chapters._claims import CheckedClaim


_REPORTS = "concurdocs_reports"
_SIGNATURE = "concurdocs_report_signature"


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
    """Forget that a page that is read again had a report."""
    _reports_of(env).discard(docname)


def on_env_merge_info(
    _app: Sphinx, env: BuildEnvironment, _docnames: list[str], other: BuildEnvironment
) -> None:
    """Take in what a parallel reader found."""
    _reports_of(env).update(_reports_of(other))


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have the report written again when there is something new in it."""
    if not _reports_of(env):
        return []  # not worth loading the record of every script
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
    runs = registry_of(app).runs()
    if not runs:
        return [nodes.paragraph("", _("No example was run in this build."))]
    report = [
        nodes.rubric("", _("The machine")),
        _table((_("What"), _("Value")), _machine(next(iter(runs.values())))),
        nodes.rubric("", _("The examples")),
        _table(_example_head(), _examples(app, docname, runs)),
    ]
    checked = claims_of(app.env)
    if claims := [claim for page in sorted(checked) for claim in checked[page]]:
        held = sum(claim.holds is True for claim in claims)
        title = _("Checked claims: {held} of {total} hold").format(held=held, total=len(claims))
        head = (_("Page"), _("Claim"), _("Measured"), _("Holds"))
        report += [nodes.rubric("", title), _table(head, _claims(app, docname, claims))]
    if cells := matrix_of(app):
        rows: list[list[_TableCell]] = [[*row] for row in matrix_rows(cells)]
        report += [nodes.rubric("", matrix_title(cells)), _table(matrix_head(), rows)]
    return report


_TableCell = str | nodes.Node


def _machine(run: Run) -> list[list[_TableCell]]:
    machine = run.environment
    system = f"{machine.system} {platform.release()}, {machine.machine}"
    return [
        [_("System"), system],
        [_("CPUs usable / present"), f"{len(machine.usable_cpus)} / {machine.cpus}"],
        ["Python", f"{machine.implementation} {machine.python}"],
        [_("Default start method"), machine.start_method],
        [_("Built with"), f"Sphinx {sphinx.__version__}"],
    ]


def _example_head() -> tuple[str, ...]:
    return (
        _("Example"),
        _("Time"),
        _("Processes"),
        _("Lines"),
        _("Start method"),
        _("Run at"),
    )


def _examples(app: Sphinx, docname: str, runs: dict[str, Run]) -> list[list[_TableCell]]:
    registry = registry_of(app)
    rows: list[list[_TableCell]] = []
    for name, run in sorted(runs.items()):
        page = registry.by_name[name].docname
        rows.append([
            _link(app, docname, page, nodes.literal("", name)),
            format_seconds(run.total, 2),
            str(len(run.own_processes)),
            str(len(run.lines)),
            run.environment.start_method,
            time.strftime("%Y-%m-%d %H:%M", time.localtime(run.made_at)),
        ])  # fmt: skip
    total = sum(run.total for run in runs.values())
    rows.append([_("All together"), format_seconds(total, 1), "", "", "", ""])
    return rows


def _claims(app: Sphinx, docname: str, claims: Sequence[CheckedClaim]) -> list[list[_TableCell]]:
    rows: list[list[_TableCell]] = []
    for claim in claims:
        values = nodes.paragraph("")
        for call, quantity in claim.values:
            values += [nodes.literal("", call), nodes.Text(f" = {format_quantity(quantity)} ")]
        title = app.env.titles[claim.docname].astext()
        rows.append([
            _link(app, docname, claim.docname, nodes.Text(title)),
            nodes.literal("", claim.text),
            values,
            MARKS[claim.holds],
        ])  # fmt: skip
    return rows


def _link(app: Sphinx, docname: str, target: str, content: nodes.Node) -> nodes.Node:
    address = app.builder.get_relative_uri(docname, target)
    return nodes.reference("", "", content, internal=True, refuri=address)


def _table(head: Sequence[str], rows: list[list[_TableCell]]) -> nodes.Node:
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=1) for _ in head]
    group += nodes.thead("", _row(list(head)))
    group += nodes.tbody("", *[_row(row) for row in rows])
    # furo lets tables of this kind scroll by themselves.
    table = nodes.table("", group, classes=["run-report"])
    return nodes.container("", table, classes=["table-wrapper", "docutils", "container"])


def _row(cells: Sequence[_TableCell]) -> nodes.row:
    row = nodes.row("")
    for cell in cells:
        content = cell
        if isinstance(content, str):
            content = nodes.paragraph("", content)
        elif not isinstance(content, nodes.paragraph):
            content = nodes.paragraph("", "", content)
        row += nodes.entry("", content)
    return row


def setup_report(app: Sphinx) -> None:
    """Let a page tell of the build."""
    app.add_node(build_report)
    app.add_directive("build-report", ReportDirective)
    app.connect("env-purge-doc", on_env_purge_doc)
    app.connect("env-merge-info", on_env_merge_info)
    app.connect("env-updated", on_env_updated)
    app.connect("doctree-resolved", on_doctree_resolved)
