"""A run in the trace-event format, which Perfetto and Chrome's tracing page open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from concurdocs.drawing.html._terminal_text import terminal_text
from concurdocs.drawing.labels import ENGLISH
from concurdocs.timeline import all_processes, process_labels, runnable_steps, seen_states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurdocs.runs import Process, Run

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
    events = list(_metadata(run))
    timed = [*_states(run), *_calls(run), *_lines(run), *_runnable(run)]
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


def _metadata(run: Run) -> Iterator[dict[str, Any]]:
    known = process_labels(run, ENGLISH)
    rows = _rows_of_calls(run)

    def named(event: str, pid: int, tid: int, **arguments: object) -> dict[str, Any]:
        return {"name": event, "ph": "M", "pid": pid, "tid": tid, "args": arguments}

    for order, process in enumerate(all_processes(run)):
        pid = process.pid
        yield named("process_name", pid, 0, name=known[pid].label)
        yield named("process_sort_index", pid, 0, sort_index=order)
        yield named("thread_name", pid, _STATES, name="state")
        for (caller, thread), row in rows.items():
            if caller == pid:
                yield named("thread_name", pid, row, name=f"calls of {thread}")


def _rows_of_calls(run: Run) -> dict[tuple[int, str], int]:
    """Return a row for each thread: calls of one thread nest, those of several overlap."""
    rows: dict[tuple[int, str], int] = {}
    for call in run.calls:
        threads = sum(pid == call.pid for pid, _ in rows)
        rows.setdefault((call.pid, call.thread), _CALLS + threads)
    return rows


def _complete(name: str, category: str, place: tuple[int, int], begin: float, end: float) -> Any:  # noqa: ANN401 - JSON
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


def _states(run: Run) -> Iterator[dict[str, Any]]:
    for process in run.processes:
        yield from _states_of(run, process)


def _states_of(run: Run, process: Process) -> Iterator[dict[str, Any]]:
    for one in seen_states(run, process):
        event = _complete(one.state, "state", (process.pid, _STATES), one.begin, one.end)
        if one.cpu is not None:
            event["args"] = {"cpu": one.cpu}
        yield event


def _calls(run: Run) -> Iterator[dict[str, Any]]:
    known = process_labels(run, ENGLISH)
    rows = _rows_of_calls(run)
    for call in run.calls:
        row = rows[call.pid, call.thread]
        end = run.total if call.end is None else call.end
        name: str = call.function
        if call.target in known:
            name += f" {known[call.target].label}"
        event = _complete(name, "call", (call.pid, row), call.begin, end)
        event["args"] = {
            "line": call.line,
            "thread": call.thread,
            "returned": call.end is not None,
        }
        yield event


def _lines(run: Run) -> Iterator[dict[str, Any]]:
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


def _runnable(run: Run) -> Iterator[dict[str, Any]]:
    for step in runnable_steps(run):
        yield {
            "name": "runnable processes",
            "cat": "state",
            "ph": "C",
            "pid": run.main.pid,
            "tid": 0,
            "ts": _microseconds(step.begin),
            "args": {"runnable": step.count},
        }
