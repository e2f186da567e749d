"""When processes were there, and doing what: samples made sharper by events.

What is sampled is true within a sampling interval or so. Calls and lines are exact: a
process existed when its `start` returned, was gone when its `join` returned, and slept as
soon as it waited. Without this, a lane would go on after the arrow that says it is over.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from concurdocs.runs import CallName, Run, State

if TYPE_CHECKING:
    from concurdocs.runs import Call, Process, StateSlice

WAITING_CALLS = frozenset({CallName.JOIN, CallName.RESULT, CallName.GET})

_LATEST = 0.06
"""Seconds; the recorder looks every 50 ms at the latest, however busy the machine is."""

_SHORTEST_WAIT = 0.0005
"""Seconds; a call that returned sooner hardly waited."""


def slack(run: Run) -> float:
    """Return how much later than something happened a sample may show it, in seconds."""
    return max(2 * run.sampling_interval, _LATEST) if run.sampling_interval else 0.0


_CPU_TIME_ERROR = 0.02
"""Seconds; Linux counts in hundredths."""


@dataclass(frozen=True, slots=True)
class SharpRun(Run):
    """A run whose states are as `seen_states` gives them."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """When a process was there, in seconds.

    Attributes:
        start: When it existed at the latest.
        end: When it ended; None if it did not, or nobody saw it.
        gone: When nothing was left of it: a zombie is there until its parent waits for it.
            At the latest the end of the run.

    """

    start: float
    end: float | None
    gone: float


def lifetime(run: Run, process: Process) -> Lifetime:
    """Return when a process was there.

    Args:
        run: The run.
        process: One of its processes.

    """
    calls = [call for call in run.calls if call.target == process.pid]
    started = [
        call.end for call in calls if call.function == CallName.START and call.end is not None
    ]
    start = min([process.start, *started])
    if process is run.main:
        return Lifetime(start, process.end, run.total)
    zombies = [one for one in run.states if one.pid == process.pid and one.state == State.ZOMBIE]
    if process.end is None and not zombies:
        return Lifetime(start, None, run.total)
    ends = [one.begin for one in zombies] + ([] if process.end is None else [process.end])
    end = min(ends)
    gone = max([end, *(one.end for one in zombies)])
    # The last `join` counts, and only if it can't have returned because of a timeout: the
    # process is known to have ended before, or soon after without having been heard of.
    last = calls[-1] if calls else None
    if last is not None and last.function == CallName.JOIN and last.end is not None:
        heard = max([last.end, *(line.time for line in run.lines if line.pid == process.pid)])
        if end <= last.end:
            gone = min(gone, last.end)
        elif heard < end <= last.end + slack(run):
            end = gone = heard
    return Lifetime(start, min(end, run.total), min(gone, run.total))


def seen_states(run: Run, process: Process) -> list[StateSlice]:
    """Return the states of a process, in their order, without what sampling adds at their ends.

    The first state is taken to hold since the start where the distance is one of samples,
    and nothing lasts longer than the process. The script's own process is no zombie: it is
    the recorder that has not waited for it yet.
    """
    if isinstance(run, SharpRun):
        return [one for one in run.states if one.pid == process.pid]
    life = lifetime(run, process)
    found = []
    for one in run.states:
        if one.pid != process.pid or (one.state == State.ZOMBIE and process is run.main):
            continue
        over = life.gone if one.state == State.ZOMBIE or life.end is None else life.end
        if one.begin < over:
            found.append(replace(one, end=min(one.end, over)))
    if found and 0 < found[0].begin - life.start <= slack(run):
        found[0] = replace(found[0], begin=life.start)
    calls = [
        call
        for call in waiting_calls(run)
        if call.pid == process.pid and call.thread == "MainThread"
    ]
    sharp = [
        part
        for one, following in pairwise([*found, None])
        if one is not None
        for part in _around_waits(one, following, calls, run)
    ]
    ran = sum(one.end - one.begin for one in sharp if one.state == State.RUNNING)
    # Where that is not enough, another thread ran while the main thread waited.
    enough = process.cpu_time is None or ran >= process.cpu_time - _CPU_TIME_ERROR
    return sharp if enough else found


def _around_waits(
    one: StateSlice, following: StateSlice | None, calls: list[Call], run: Run
) -> list[StateSlice]:
    """Return a running state without what waits of the main thread prove to be sampling.

    That is what it has of the beginning of a wait, and waits so short that no sample need have
    seen them. A longer wait that was seen running is that of another thread.
    """
    parts = [one]
    if one.state != State.RUNNING:
        return parts
    goes_on = following is not None and (following.state, following.begin) == ("running", one.end)
    first = bisect_right(calls, one.begin, key=_begin)
    for call in calls[first : bisect_left(calls, one.end, key=_begin)]:
        last = parts[-1]
        returned = run.total if call.end is None else call.end
        if not last.begin < call.begin < last.end:
            continue
        if last.end <= returned:
            if last.end - call.begin <= slack(run) and not goes_on:
                parts[-1] = replace(last, end=call.begin)
        elif _SHORTEST_WAIT <= returned - call.begin <= 2 * run.sampling_interval:
            parts[-1:] = [
                replace(last, end=call.begin),
                replace(last, state=State.SLEEPING, begin=call.begin, end=returned),
                replace(last, begin=returned),
            ]
    return parts


def _begin(call: Call) -> float:
    return call.begin


def waiting_calls(run: Run) -> tuple[Call, ...]:
    """Return the calls in which the main process waited for others.

    Those of its main thread if there are any: while another thread waits, the process as
    a whole may be busy.
    """
    calls = [call for call in run.calls if call.function in WAITING_CALLS]
    mains = [call for call in calls if call.thread == "MainThread"]
    return tuple(mains or calls)
