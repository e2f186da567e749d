"""How many processes wanted to run at a time: the curve below the lanes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.runs import StateSlice


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of time with the same number of runnable processes.

    Attributes:
        begin: In seconds.
        end: In seconds.
        count: How many processes were running or ready to run; a mean where several short
            stretches were put together.

    """

    begin: float
    end: float
    count: float


def runnable_steps(total: float, states: Iterable[StateSlice]) -> tuple[Step, ...]:
    """Return how many processes were running or ready to run, over the whole run.

    Args:
        total: How long the run took, in seconds.
        states: Of all its processes.

    """
    changes: dict[float, int] = {0.0: 0, total: 0}
    for state in states:
        if state.state == State.RUNNING:
            changes[state.begin] = changes.get(state.begin, 0) + 1
            changes[state.end] = changes.get(state.end, 0) - 1
    steps: list[Step] = []
    count = 0
    for begin, end in pairwise(sorted(changes)):
        count += changes[begin]
        if steps and steps[-1].count == count:
            steps[-1] = Step(steps[-1].begin, end, count)
        else:
            steps.append(Step(begin, end, count))
    return tuple(steps)


def condensed(steps: Iterable[Step], width: float) -> list[Step]:
    """Put stretches together that are shorter than `width` seconds, keeping the area."""
    result: list[Step] = []
    pending: list[Step] = []

    def flush() -> None:
        if pending:
            begin, end = pending[0].begin, pending[-1].end
            area = sum(step.count * (step.end - step.begin) for step in pending)
            result.append(Step(begin, end, area / (end - begin)))
            pending.clear()

    for step in steps:
        if step.end - step.begin >= width:
            flush()
            result.append(step)
        else:
            pending.append(step)
            if step.end - pending[0].begin >= width:
                flush()
    flush()
    return result
