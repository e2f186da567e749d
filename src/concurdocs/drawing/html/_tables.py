"""What a figure shows as tables, for those who cannot see it or want the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.drawing.markup import element, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from concurdocs.drawing.labels import Labels
    from concurdocs.runs import State
    from concurdocs.timeline import ProcessTimeline, Timeline


def tables_html(timeline: Timeline[Labels]) -> Markup:
    """Return the processes and calls of a run as tables in a ``<details>``."""
    labels = timeline.words
    tables = [_processes_table(timeline)]
    if timeline.run.calls:
        tables.append(_calls_table(timeline))
    group = {
        "class": "run-tables",
        "role": "group",
        "tabindex": "0",
        "aria-label": labels.same_as_table,
    }
    return element(
        "details",
        {"class": "run-table"},
        element("summary", {}, labels.same_as_table),
        element("div", group, *tables),
    )


def _processes_table(timeline: Timeline[Labels]) -> Markup:
    labels = timeline.words
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
    rows = (_process_row(timeline, process) for process in timeline.processes if process.pid)
    return _table(labels.same_as_table, headings, rows)


def _process_row(timeline: Timeline[Labels], process: ProcessTimeline) -> tuple[str, ...]:
    labels, record, life = timeline.words, process.record, process.lifetime
    times: dict[State, float] = {}
    for state in process.states:
        times[state.state] = times.get(state.state, 0.0) + state.end - state.begin
    return (
        process.label.label,
        str(process.pid),
        labels.roles[record.role],
        timeline.label_of(record.parent) or labels.unknown,
        labels.moment(life.start),
        labels.unknown if life.end is None else labels.moment(life.end),
        labels.ended(record),
        labels.unknown if record.cpu_time is None else labels.time(record.cpu_time),
        labels.separator.join(
            labels.quantity.format(what=labels.states[state], value=labels.time(seconds))
            for state, seconds in times.items()
        )
        or labels.unknown,
    )


def _calls_table(timeline: Timeline[Labels]) -> Markup:
    labels = timeline.words
    headings = (
        labels.heading_call,
        labels.heading_process,
        labels.heading_start,
        labels.heading_duration,
    )
    rows = (
        (
            call.function,
            timeline.label_of(call.target) or "",
            labels.moment(call.begin),
            labels.not_returned if call.end is None else labels.time(call.end - call.begin),
        )
        for call in timeline.run.calls
    )
    return _table(labels.calls, headings, rows)


def _table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    head = joined(element("th", {"scope": "col"}, heading) for heading in headings)
    body = (
        element(
            "tr",
            {},
            element("th", {"scope": "row"}, first),
            *(element("td", {}, cell) for cell in cells),
        )
        for first, *cells in rows
    )
    return element(
        "table",
        {},
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, head)),
        element("tbody", {}, *body),
    )
