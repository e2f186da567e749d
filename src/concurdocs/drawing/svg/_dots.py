"""Dots on the lanes: a moment at which a process wrote one or several lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurdocs.drawing.svg._scale import Scale
    from concurdocs.runs import Run
    from concurdocs.timeline import ProcessTimeline

_CLOSE = 7.0
"""Pixels; dots closer together would cover each other and become one."""

_LONGEST = 28.0
"""Pixels; however many lines are close together, a dot remains one to point at."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One or more lines that a process wrote at about one moment.

    Attributes:
        left: Where the first of the lines is.
        right: Where the last of the lines is.
        indices: Of the lines in `Run.lines`.

    """

    left: float
    right: float
    indices: tuple[int, ...]


def dots_of(run: Run, process: ProcessTimeline, scale: Scale) -> tuple[Dot, ...]:
    """Return the dots of all lines that a process wrote."""
    dots: list[Dot] = []
    group: list[int] = []
    first = last = 0.0
    for index in process.lines:
        x = scale.x(min(run.lines[index].time, run.total))
        if group and (x - last >= _CLOSE or x - first > _LONGEST):
            dots.append(Dot(first, last, tuple(group)))
            group = []
        if not group:
            first = x
        group.append(index)
        last = x
    if group:
        dots.append(Dot(first, last, tuple(group)))
    return tuple(dots)
