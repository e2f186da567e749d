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

from concurdocs.runs import CallName, State
from concurdocs.timeline._process_events import MAIN_THREAD

if TYPE_CHECKING:
    from concurdocs.runs import Call, Run, StateSlice
    from concurdocs.timeline._process_events import ProcessEvents

_LATEST = 0.06
"""Seconds; the recorder looks every 50 ms at the latest, however busy the machine is."""

_SHORTEST_WAIT = 0.0005
"""Seconds; a call that returned sooner hardly waited."""

_CPU_TIME_ERROR = 0.02
"""Seconds; Linux counts in hundredths."""


def slack(run: Run) -> float:
    """Return how much later than something happened a sample may show it, in seconds."""
    return max(2 * run.sampling_interval, _LATEST) if run.sampling_interval else 0.0


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

    @property
    def over(self) -> float:
        """When it ended, or was last known to be there."""
        return self.gone if self.end is None else self.end


def lifetime(run: Run, events: ProcessEvents) -> Lifetime:
    """Return when a process was there.

    Args:
        run: The run.
        events: What it tells of the process.

    """
    process = events.process
    started = [
        call.end
        for call in events.targeted
        if call.function == CallName.START and call.end is not None
    ]
    start = min([process.start, *started])
    if process is run.main:
        return Lifetime(start, process.end, run.total)
    zombies = [state for state in events.states if state.state == State.ZOMBIE]
    if process.end is None and not zombies:
        return Lifetime(start, None, run.total)
    ends = [zombie.begin for zombie in zombies] + ([] if process.end is None else [process.end])
    end = min(ends)
    gone = max([end, *(zombie.end for zombie in zombies)])
    # The last `join` counts, and only if it can't have returned because of a timeout: the
    # process is known to have ended before, or soon after without having been heard of.
    last = events.targeted[-1] if events.targeted else None
    if last is not None and last.function == CallName.JOIN and last.end is not None:
        heard = max([last.end, *(run.lines[index].time for index in events.lines)])
        if end <= last.end:
            gone = min(gone, last.end)
        elif heard < end <= last.end + slack(run):
            end = gone = heard
    return Lifetime(start, min(end, run.total), min(gone, run.total))


def sharpened_states(run: Run, events: ProcessEvents, life: Lifetime) -> tuple[StateSlice, ...]:
    """Return the states of a process, in their order, without what sampling adds at their ends.

    The first state is taken to hold since the start where the distance is one of samples,
    and nothing lasts longer than the process. The script's own process is no zombie: it is
    the recorder that has not waited for it yet.

    Args:
        run: The run.
        events: What it tells of the process.
        life: When the process was there.

    """
    process = events.process
    states = []
    for state in events.states:
        if state.state == State.ZOMBIE and process is run.main:
            continue
        over = life.gone if state.state == State.ZOMBIE else life.over
        if state.begin < over:
            states.append(replace(state, end=min(state.end, over)))
    if states and 0 < states[0].begin - life.start <= slack(run):
        states[0] = replace(states[0], begin=life.start)
    waits = [call for call in events.waits if call.thread == MAIN_THREAD]
    sharp = [
        part
        for state, following in pairwise([*states, None])
        if state is not None
        for part in _around_waits(state, following, waits, run)
    ]
    ran = sum(state.end - state.begin for state in sharp if state.state == State.RUNNING)
    # Where that is not enough, another thread ran while the main thread waited.
    enough = process.cpu_time is None or ran >= process.cpu_time - _CPU_TIME_ERROR
    return tuple(sharp if enough else states)


def _around_waits(
    state: StateSlice, following: StateSlice | None, waits: list[Call], run: Run
) -> list[StateSlice]:
    """Return a running state without what waits of the main thread prove to be sampling.

    That is what it has of the beginning of a wait, and waits so short that no sample need have
    seen them. A longer wait that was seen running is that of another thread.
    """
    parts = [state]
    if state.state != State.RUNNING:
        return parts
    goes_on = following is not None and (
        (following.state, following.begin) == (State.RUNNING, state.end)
    )
    first = bisect_right(waits, state.begin, key=_begin)
    for call in waits[first : bisect_left(waits, state.end, key=_begin)]:
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
