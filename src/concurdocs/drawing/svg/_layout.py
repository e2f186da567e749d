"""Where everything is: a run arranged in pixels, before anything is written as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from concurdocs.drawing.svg._dots import Dot, dots
from concurdocs.drawing.svg._lanes import ENDING_CALLS, Lane, Scale, lane
from concurdocs.drawing.svg._text_metrics import text_width, tick_step
from concurdocs.runs import CallName
from concurdocs.timeline import all_processes, lifetime, process_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.drawing.labels import Labels
    from concurdocs.runs import Block, Process, Run
    from concurdocs.timeline import ProcessLabel

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

Arrow: TypeAlias = tuple[float, float, float]
"""Where, from which height, to which height."""


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
        run: The run.
        labels: Words in the page's language.
        known: How the run's processes are shown.
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
        dots: Lines of output.

    """

    run: Run
    labels: Labels
    known: dict[int, ProcessLabel]
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
    dots: tuple[Dot, ...]


def layout(run: Run, labels: Labels, known: dict[int, ProcessLabel] | None = None) -> Layout:
    """Arrange a run in pixels.

    Args:
        run: The run.
        labels: Words in the page's language, whose length decides how much room they get.
        known: How processes are shown, where that is not to be worked out from `run`.

    """
    known = known or process_labels(run, labels)
    processes = all_processes(run)
    shown = [process for process in processes if not known[process.pid].helper]
    folded = [process for process in processes if known[process.pid].helper]
    metrics = ROOMY
    if len(shown) >= _COMPACT_FROM:
        metrics = DENSE if len(shown) >= _DENSE_FROM else COMPACT
    left = 24 + _names_width(shown + folded, known, labels, metrics)
    axis = WIDTH - RIGHT - left
    wanted = min(run.total * _PER_SECOND_WHEN_LONG, _WIDEST_AXIS)
    if wanted > axis * _WORTH_SCROLLING:
        axis = wanted
    scale = Scale(left, axis / max(run.total, 1e-6))
    ran = tuple((index, block) for index, block in enumerate(run.blocks) if block.begin is not None)
    blocks = ran if len(ran) > 1 else ()
    top = 42.0 if blocks else 24.0
    first = top + metrics.pitch / 2
    # A fine comb for dozens of lanes would be as large as nobody can read it.
    column = 1.0 if metrics.detailed and axis < WIDTH else _COARSE
    lanes = tuple(
        lane(run, process, known, labels, scale, first + number * metrics.pitch, column)
        for number, process in enumerate(shown)
    )
    helpers = tuple(
        lane(run, process, known, labels, scale, 4 + (number + 0.5) * metrics.pitch, column)
        for number, process in enumerate(folded)
    )
    step = tick_step(run.total, max(int(axis / 85), 1))
    return Layout(
        run=run,
        labels=labels,
        known=known,
        metrics=metrics,
        scale=scale,
        width=left + axis + RIGHT,
        right=left + axis,
        top=top,
        bottom=top + len(lanes) * metrics.pitch,
        lanes=lanes,
        helpers=helpers,
        ticks=tuple(number * step for number in range(int(run.total / step) + 1)),
        blocks=blocks,
        starts=_starts(run, lanes),
        joins=_joins(run, lanes, scale),
        signals=_signals(run, lanes, scale),
        dots=tuple(dots(run, lanes, scale)),
    )


def _names_width(
    processes: Sequence[Process], known: dict[int, ProcessLabel], labels: Labels, metrics: Metrics
) -> float:
    shown = [known[process.pid] for process in processes]
    if metrics.detailed:
        texts = [text_width(one.name, metrics.font) for one in shown]
        texts += [text_width(labels.pid.format(number=process.pid), 10.5) for process in processes]
    else:
        texts = [text_width(one.label, metrics.font) for one in shown]
    texts += [text_width(labels.runnable, 10.5), text_width(labels.runnable_peak, 9.5)]
    return min(max(texts), 150.0)


def _starts(run: Run, lanes: Sequence[Lane]) -> tuple[Arrow, ...]:
    """Arrows to each process from who called its `start`, else from its parent.

    A process that a folded forkserver created was asked for by the forkserver's parent. One
    that was there before a part of a run began was not started in it.
    """
    by_pid = {one.process.pid: one for one in lanes}
    parents = {process.pid: process.parent for process in run.processes}
    callers = {call.target: call.pid for call in run.calls if call.function == CallName.START}
    arrows = []
    for one in lanes:
        if lifetime(run, one.process).start < 0:
            continue
        starter = callers.get(one.process.pid, one.process.parent)
        while starter is not None and starter not in by_pid:
            starter = parents.get(starter)
        if starter is not None and starter != one.process.pid:
            arrows.append((one.start, by_pid[starter].y, one.y))
    return tuple(arrows)


def _joins(run: Run, lanes: Sequence[Lane], scale: Scale) -> tuple[Arrow, ...]:
    """Arrows from an ended process to who was told of its end by `join`."""
    by_pid = {one.process.pid: one for one in lanes}
    found: dict[int, Arrow] = {}
    for call in run.calls:
        if call.function != CallName.JOIN or call.end is None or call.target not in by_pid:
            continue
        target, caller = by_pid[call.target], by_pid.get(call.pid)
        life = lifetime(run, target.process)
        over = life.end is not None and life.end <= call.end
        if caller is not None and over and call.target not in found:
            found[call.target] = (scale.x(call.end), target.y, caller.y)
    return tuple(found.values())


def _signals(run: Run, lanes: Sequence[Lane], scale: Scale) -> tuple[Arrow, ...]:
    by_pid = {one.process.pid: one for one in lanes}
    return tuple(
        (scale.x(call.begin), by_pid[call.pid].y, by_pid[call.target].y)
        for call in run.calls
        if call.function in ENDING_CALLS and call.pid in by_pid and call.target in by_pid
    )
