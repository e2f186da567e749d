"""What a run tells of each of its processes, gathered in one walk through the run.

Asking the run anew for each process would take time that grows with the square of its size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concurdocs.runs import CallName, Process, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.runs import Call, Line, Run, StateSlice

MAIN_THREAD = "MainThread"
"""What Python calls it."""

_WAITING_CALLS = frozenset({CallName.JOIN, CallName.RESULT, CallName.GET})


@dataclass(frozen=True, slots=True)
class ProcessEvents:
    """What a run tells of one process.

    Attributes:
        process: The process.
        states: In which it was sampled, in their order.
        targeted: Calls made on it, in order of their begin.
        waits: Calls it waited in, as `waiting_calls` has them.
        lines: Indices of the lines it wrote, in `Run.lines`.

    """

    process: Process
    states: list[StateSlice] = field(default_factory=list)
    targeted: list[Call] = field(default_factory=list)
    waits: list[Call] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def gather(run: Run) -> tuple[ProcessEvents, ...]:
    """Return what `run` tells of each process.

    Processes are added that are known by their lines only. That is number 0 where the
    platform can't say who wrote a line, and a process that was gone before anybody looked.
    """
    lines = lines_by_pid(run.lines)
    by_pid = {process.pid: ProcessEvents(process) for process in run.processes}
    for pid, indices in lines.items():
        if pid not in by_pid:
            first, last = run.lines[indices[0]].time, run.lines[indices[-1]].time
            process = Process(pid, None, "", Role.PROCESS, first, last, None, None, None)
            by_pid[pid] = ProcessEvents(process)
        by_pid[pid].lines.extend(indices)
    for state in run.states:
        if state.pid in by_pid:
            by_pid[state.pid].states.append(state)
    for call in run.calls:
        if call.target in by_pid:
            by_pid[call.target].targeted.append(call)
    for pid, calls in waits_by_pid(run.calls).items():
        if pid in by_pid:
            by_pid[pid].waits.extend(calls)
    return tuple(by_pid.values())


def lines_by_pid(lines: Iterable[Line]) -> dict[int, list[int]]:
    """Return the indices of lines by who wrote them, in order of the first."""
    indices: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        indices.setdefault(line.pid, []).append(index)
    return indices


def waits_by_pid(calls: Iterable[Call]) -> dict[int, list[Call]]:
    """Return the calls in which processes waited, as `waiting_calls` has them, by process."""
    waits: dict[int, list[Call]] = {}
    for call in waiting_calls(calls):
        waits.setdefault(call.pid, []).append(call)
    return waits


def waiting_calls(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Return the calls in which the main process waited for others.

    Those of its main thread if there are any: while another thread waits, the process as
    a whole may be busy.
    """
    waits = tuple(call for call in calls if call.function in _WAITING_CALLS)
    mains = tuple(call for call in waits if call.thread == MAIN_THREAD)
    return mains or waits
