"""The facts of a figure as tables, for those who cannot see it or want the numbers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from concurdocs.timeline import all_processes, lifetime, seen_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concurdocs.drawing.labels import Labels
    from concurdocs.runs import Process, Run, State
    from concurdocs.timeline import ProcessLabel


def facts_html(run: Run, labels: Labels, known: dict[int, ProcessLabel]) -> str:
    """Return the processes and calls of a run as tables in a ``<details>``.

    Args:
        run: The run.
        labels: Words in the page's language.
        known: How the processes are shown.

    """
    processes = [process for process in all_processes(run) if process.pid]
    headings = (
        labels.heading_process,
        "pid",
        labels.heading_role,
        labels.heading_parent,
        labels.heading_start,
        labels.heading_end,
        labels.heading_exit,
        labels.heading_cpu_time,
        labels.heading_states,
    )
    rows = [_process_row(run, process, known, labels) for process in processes]
    tables = _table(labels.same_as_table, headings, rows)
    if run.calls:
        call_headings = (
            labels.heading_call,
            labels.heading_process,
            labels.heading_start,
            labels.heading_duration,
        )
        calls = [
            (
                call.function,
                known[call.target].label if call.target in known else "",
                labels.moment(call.begin),
                labels.not_returned if call.end is None else labels.time(call.end - call.begin),
            )
            for call in run.calls
        ]
        tables += _table(labels.calls, call_headings, calls)
    name = escape(labels.same_as_table)
    return (
        f'<details class="run-table"><summary>{name}</summary>'
        f'<div class="run-tables" role="group" tabindex="0" aria-label="{name}">'
        f"{tables}</div></details>"
    )


def _process_row(
    run: Run, process: Process, known: dict[int, ProcessLabel], labels: Labels
) -> tuple[str, ...]:
    life = lifetime(run, process)
    times: dict[State, float] = {}
    for one in seen_states(run, process):
        times[one.state] = times.get(one.state, 0.0) + one.end - one.begin
    parent = known.get(process.parent) if process.parent is not None else None
    return (
        known[process.pid].label,
        str(process.pid),
        labels.roles[process.role],
        parent.label if parent else labels.unknown,
        labels.moment(life.start),
        labels.unknown if life.end is None else labels.moment(life.end),
        labels.ended(process),
        labels.unknown if process.cpu_time is None else labels.time(process.cpu_time),
        labels.separator.join(
            labels.quantity.format(what=labels.states[state], value=labels.time(seconds))
            for state, seconds in times.items()
        )
        or labels.unknown,
    )


def _table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
