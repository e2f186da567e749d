"""Arrows from lane to lane: who started, joined and ended whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from concurdocs.runs import CallName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concurdocs.drawing.svg._lanes import Lane
    from concurdocs.drawing.svg._scale import Scale
    from concurdocs.runs import Run

_ENDING_CALLS = frozenset({CallName.TERMINATE, CallName.KILL})


class Arrow(NamedTuple):
    """An upright arrow, in pixels.

    Attributes:
        x: Where it is.
        tail: The height at which it begins.
        tip: The height of the middle of the lane that it points at.

    """

    x: float
    tail: float
    tip: float


def start_arrows(run: Run, lanes: Sequence[Lane]) -> tuple[Arrow, ...]:
    """Return arrows to each process from who called its `start`, else from its parent.

    A process that a folded forkserver created was asked for by the forkserver's parent. One
    that was there before a part of a run began was not started in it.
    """
    by_pid = _by_pid(lanes)
    parents = {process.pid: process.parent for process in run.processes}
    callers = {call.target: call.pid for call in run.calls if call.function == CallName.START}
    arrows = []
    for lane in lanes:
        if lane.process.lifetime.start < 0:
            continue
        starter = callers.get(lane.process.pid, lane.process.record.parent)
        while starter is not None and starter not in by_pid:
            starter = parents.get(starter)
        if starter is not None and starter != lane.process.pid:
            arrows.append(Arrow(lane.start, by_pid[starter].y, lane.y))
    return tuple(arrows)


def join_arrows(run: Run, lanes: Iterable[Lane], scale: Scale) -> tuple[Arrow, ...]:
    """Return arrows from an ended process to who was told of its end by `join`."""
    by_pid = _by_pid(lanes)
    arrows: dict[int, Arrow] = {}
    for call in run.calls:
        if call.function != CallName.JOIN or call.end is None or call.target not in by_pid:
            continue
        target, caller = by_pid[call.target], by_pid.get(call.pid)
        end = target.process.lifetime.end
        over = end is not None and end <= call.end
        if caller is not None and over and call.target not in arrows:
            arrows[call.target] = Arrow(scale.x(call.end), target.y, caller.y)
    return tuple(arrows.values())


def signal_arrows(run: Run, lanes: Iterable[Lane], scale: Scale) -> tuple[Arrow, ...]:
    """Return arrows from who ended a process to the process."""
    by_pid = _by_pid(lanes)
    return tuple(
        Arrow(scale.x(call.begin), by_pid[call.pid].y, by_pid[call.target].y)
        for call in run.calls
        if call.function in _ENDING_CALLS and call.pid in by_pid and call.target in by_pid
    )


def _by_pid(lanes: Iterable[Lane]) -> dict[int, Lane]:
    return {lane.process.pid: lane for lane in lanes}
