"""Where everything is: a run arranged in pixels, before anything is written as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concurdocs.drawing.svg._arrows import join_arrows, signal_arrows, start_arrows
from concurdocs.drawing.svg._lanes import Row, place_lane
from concurdocs.drawing.svg._scale import Scale
from concurdocs.drawing.svg._text_metrics import text_width, tick_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.drawing.labels import Labels
    from concurdocs.drawing.svg._arrows import Arrow
    from concurdocs.drawing.svg._lanes import Lane
    from concurdocs.runs import Block, Run
    from concurdocs.timeline import ProcessTimeline, Timeline

WIDTH = 734.0
"""Pixels, as wide as a page's column of text."""

RIGHT = 62.0
"""Pixels right of the time axis, for the CPU numbers."""

_PER_SECOND_WHEN_LONG = 40.0
_WIDEST_AXIS = 1800.0
_WORTH_SCROLLING = 1.4
"""Pixels that a second of a long run has at least, as long as the axis gets no wider than
the second; and how much more than the page's width it must ask for before it is scrolled."""

_COARSE = 4.0
"""Pixels; the narrowest stretch that is drawn where there is much to draw."""

_WIDEST_NAMES = 150.0
_SMALL = 10.5
"""Size of the letters below a name."""

_TICK_DISTANCE = 85
"""Pixels from tick to tick at least."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of a lane, in pixels.

    Attributes:
        pitch: From lane to lane.
        bar: Height of what is thick.
        font: Size of names.
        detailed: Whether there is room for a second line below the name.

    """

    pitch: float
    bar: float
    font: float
    detailed: bool


ROOMY = Metrics(36, 17, 12.5, detailed=True)
COMPACT = Metrics(20, 11, 11, detailed=False)
DENSE = Metrics(14, 8, 10, detailed=False)
_COMPACT_FROM = 11
_DENSE_FROM = 25


@dataclass(frozen=True, slots=True)
class Layout:
    """A run in pixels.

    Attributes:
        timeline: The run.
        metrics: Sizes of lanes.
        scale: From moments to pixels.
        width: Of the drawing.
        right: Where the time axis ends.
        top: Where the lanes begin.
        bottom: Where the lanes end.
        lanes: In order of creation, helpers left out.
        helpers: Lanes of what `multiprocessing` started for itself, in a drawing of their own.
        ticks: Moments on the time axis, in seconds.
        blocks: Blocks of the script that ran, with their number; none if there is only one.
        starts: Arrows from who started a process to the process.
        joins: Arrows from a process that ended to who had waited for it.
        signals: Arrows from who ended a process to the process.

    """

    timeline: Timeline[Labels]
    metrics: Metrics
    scale: Scale
    width: float
    right: float
    top: float
    bottom: float
    lanes: tuple[Lane, ...]
    helpers: tuple[Lane, ...]
    ticks: tuple[float, ...]
    blocks: tuple[tuple[int, Block], ...]
    starts: tuple[Arrow, ...]
    joins: tuple[Arrow, ...]
    signals: tuple[Arrow, ...]

    @property
    def run(self) -> Run:
        """The run."""
        return self.timeline.run

    @property
    def labels(self) -> Labels:
        """Words in the page's language."""
        return self.timeline.words


def layout(timeline: Timeline[Labels]) -> Layout:
    """Arrange a run in pixels.

    Args:
        timeline: The run, with the words that decide how much room they get.

    """
    run = timeline.run
    visible = [process for process in timeline.processes if not process.label.helper]
    folded = [process for process in timeline.processes if process.label.helper]
    metrics = choose_metrics(len(visible))
    left = 24 + _names_width(timeline, metrics)
    axis = _axis_width(run.total, WIDTH - RIGHT - left)
    scale = Scale(left, axis / max(run.total, 1e-6))
    blocks = _blocks(run)
    top = 42.0 if blocks else 24.0
    # A fine comb for dozens of lanes would be as large as nobody can read it.
    column = 1.0 if metrics.detailed and axis < WIDTH else _COARSE

    def place_lanes(processes: Iterable[ProcessTimeline], top: float) -> tuple[Lane, ...]:
        return tuple(
            place_lane(timeline, process, Row(scale, top + (number + 0.5) * metrics.pitch, column))
            for number, process in enumerate(processes)
        )

    lanes = place_lanes(visible, top)
    step = tick_step(run.total, max(int(axis / _TICK_DISTANCE), 1))
    return Layout(
        timeline=timeline,
        metrics=metrics,
        scale=scale,
        width=left + axis + RIGHT,
        right=left + axis,
        top=top,
        bottom=top + len(lanes) * metrics.pitch,
        lanes=lanes,
        helpers=place_lanes(folded, 4),
        ticks=tuple(number * step for number in range(int(run.total / step) + 1)),
        blocks=blocks,
        starts=start_arrows(run, lanes),
        joins=join_arrows(run, lanes, scale),
        signals=signal_arrows(run, lanes, scale),
    )


def choose_metrics(lanes: int) -> Metrics:
    """Return how large lanes are, the smaller the more there are."""
    if lanes >= _DENSE_FROM:
        return DENSE
    return COMPACT if lanes >= _COMPACT_FROM else ROOMY


def _axis_width(total: float, room: float) -> float:
    """Return how wide the time axis is: as wide as there is room, wider for long runs."""
    wanted = min(total * _PER_SECOND_WHEN_LONG, _WIDEST_AXIS)
    return wanted if wanted > room * _WORTH_SCROLLING else room


def _blocks(run: Run) -> tuple[tuple[int, Block], ...]:
    ran = tuple((index, block) for index, block in enumerate(run.blocks) if block.begin is not None)
    return ran if len(ran) > 1 else ()


def _names_width(timeline: Timeline[Labels], metrics: Metrics) -> float:
    words = timeline.words
    texts = [text_width(words.runnable, _SMALL), text_width(words.runnable_peak, 9.5)]
    for process in timeline.processes:
        if metrics.detailed:
            texts.append(text_width(process.label.name, metrics.font))
            texts.append(text_width(words.pid.format(number=process.pid), _SMALL))
        else:
            texts.append(text_width(process.label.label, metrics.font))
    return min(max(texts), _WIDEST_NAMES)
