"""Dots on the lanes: a moment at which a process wrote one or several lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.drawing.svg._lanes import Lane, Scale
    from concurdocs.runs import Run

_CLOSE = 7.0
"""Pixels; dots closer together would cover each other and become one."""

_LONGEST = 28.0
"""Pixels; however many lines are close together, a dot remains one to point at."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One or more lines that a process wrote at about one moment.

    Attributes:
        lane: Of the process.
        left: Where the first of the lines is.
        right: Where the last of the lines is.
        indices: Of the lines in `Run.lines`.

    """

    lane: Lane
    left: float
    right: float
    indices: tuple[int, ...]


def dots(run: Run, lanes: Iterable[Lane], scale: Scale) -> list[Dot]:
    """Return the dots of all lines written by the processes of `lanes`, lane by lane."""
    by_pid: dict[int, list[int]] = {}
    for index, line in enumerate(run.lines):
        by_pid.setdefault(line.pid, []).append(index)
    found: list[Dot] = []
    for lane in lanes:
        group: list[int] = []
        first = last = 0.0
        for index in by_pid.get(lane.process.pid, ()):
            x = scale.x(min(run.lines[index].time, run.total))
            if group and (x - last >= _CLOSE or x - first > _LONGEST):
                found.append(Dot(lane, first, last, tuple(group)))
                group = []
            if not group:
                first = x
            group.append(index)
            last = x
        if group:
            found.append(Dot(lane, first, last, tuple(group)))
    return found
