"""A run in the trace-event format, which Perfetto and Chrome's tracing page open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from concurdocs.drawing.labels import ENGLISH
from concurdocs.drawing.markup import terminal_text
from concurdocs.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurdocs.drawing.labels import Labels
    from concurdocs.runs import Run

_Event: TypeAlias = dict[str, Any]

_Rows: TypeAlias = dict[int, dict[str, int]]
"""The row of the calls of each thread, by process."""

_STATES = 1
_CALLS = 2
"""Rows of a process: its states, and from 2 on the calls of each of its threads.

Real numbers of threads would say more than is known.
"""


def trace_events(run: Run) -> dict[str, Any]:
    """Return a run as the JSON object of the trace-event format.

    States and calls are complete events (``X``), lines of output instant events (``i``), the
    number of runnable processes a counter (``C``); moments are in microseconds since the
    script's start.

    Args:
        run: The run.

    """
    timeline = Timeline.of(run, ENGLISH)
    rows = _rows_of_calls(run)
    events = list(_metadata(timeline, rows))
    timed = [*_states(timeline), *_calls(timeline, rows), *_lines(run), *_runnable(timeline)]
    events += sorted(timed, key=lambda event: event["ts"])
    environment = run.environment
    return {
        "traceEvents": events,
        "displayTimeUnit": "ms",
        "otherData": {
            "script": run.script,
            "python": f"{environment.implementation} {environment.python}",
            "start_method": environment.start_method,
            "cpus": len(environment.usable_cpus),
            "sampling_interval_us": _microseconds(run.sampling_interval),
        },
    }


def _microseconds(seconds: float) -> int:
    return round(seconds * 1e6)


def _metadata(timeline: Timeline[Labels], rows: _Rows) -> Iterator[_Event]:
    def named(event: str, pid: int, tid: int, **arguments: object) -> _Event:
        return {"name": event, "ph": "M", "pid": pid, "tid": tid, "args": arguments}

    for order, process in enumerate(timeline.processes):
        pid = process.pid
        yield named("process_name", pid, 0, name=process.label.label)
        yield named("process_sort_index", pid, 0, sort_index=order)
        yield named("thread_name", pid, _STATES, name="state")
        for thread, row in rows.get(pid, {}).items():
            yield named("thread_name", pid, row, name=f"calls of {thread}")


def _rows_of_calls(run: Run) -> _Rows:
    """Return a row for each thread: calls of one thread nest, those of several overlap."""
    rows: _Rows = {}
    for call in run.calls:
        threads = rows.setdefault(call.pid, {})
        threads.setdefault(call.thread, _CALLS + len(threads))
    return rows


def _complete(name: str, category: str, place: tuple[int, int], begin: float, end: float) -> _Event:
    start = _microseconds(begin)
    return {
        "name": name,
        "cat": category,
        "ph": "X",
        "pid": place[0],
        "tid": place[1],
        "ts": start,
        "dur": max(_microseconds(end) - start, 0),
        "args": {},
    }


def _states(timeline: Timeline[Labels]) -> Iterator[_Event]:
    for process in timeline.processes:
        place = (process.pid, _STATES)
        for state in process.states:
            event = _complete(state.state, "state", place, state.begin, state.end)
            if state.cpu is not None:
                event["args"] = {"cpu": state.cpu}
            yield event


def _calls(timeline: Timeline[Labels], rows: _Rows) -> Iterator[_Event]:
    for call in timeline.run.calls:
        end = timeline.run.total if call.end is None else call.end
        target = timeline.label_of(call.target)
        name = call.function if target is None else f"{call.function} {target}"
        place = (call.pid, rows[call.pid][call.thread])
        event = _complete(name, "call", place, call.begin, end)
        event["args"] = {
            "line": call.line,
            "thread": call.thread,
            "returned": call.end is not None,
        }
        yield event


def _lines(run: Run) -> Iterator[_Event]:
    for line in run.lines:
        yield {
            "name": terminal_text(line.text),
            "cat": "line",
            "ph": "i",
            "s": "t",  # the mark is as high as one row
            "pid": line.pid,
            "tid": _STATES,
            "ts": _microseconds(line.time),
            "args": {"block": line.block},
        }


def _runnable(timeline: Timeline[Labels]) -> Iterator[_Event]:
    for step in timeline.runnable:
        yield {
            "name": "runnable processes",
            "cat": "state",
            "ph": "C",
            "pid": timeline.run.main.pid,
            "tid": 0,
            "ts": _microseconds(step.begin),
            "args": {"runnable": step.count},
        }
