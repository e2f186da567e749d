"""What is drawn for one process: its lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concurdocs.drawing.svg._dots import dots_of
from concurdocs.drawing.svg._intervals import drawable, merged, without
from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.drawing.labels import Labels
    from concurdocs.drawing.svg._dots import Dot
    from concurdocs.drawing.svg._intervals import Span
    from concurdocs.drawing.svg._scale import Scale
    from concurdocs.runs import Call, StateSlice
    from concurdocs.timeline import ProcessTimeline, Timeline

_SHORTEST_WAIT = 2.0
"""Pixels; a call that returned at once did not wait."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where a lane lies.

    Attributes:
        scale: From moments to pixels.
        y: The lane's middle, in pixels from the top.
        column: Width in pixels below which stretches are put together.

    """

    scale: Scale
    y: float
    column: float


@dataclass(frozen=True, slots=True)
class Wait:
    """A stretch in which a process waited in a call.

    Attributes:
        call: The call.
        span: Begin and end, in pixels.
        texts: What to write on it, from the longest to the shortest.

    """

    call: Call
    span: Span
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One process, in pixels from left to right.

    Attributes:
        process: Whose lane it is.
        y: Its middle, in pixels from the top.
        start: Where it begins.
        death: Where the process ended; None if it did not, or nobody saw it.
        end: Where the lane ends.
        spans: Stretches of each state; of running, those that are as good as full.
        partly: Where short stretches of running can't be told apart.
        unseen: Where it was there, but longer without a sample than sampling explains.
        on_cpus: Where it ran on which CPU.
        cpus: Numbers of the CPUs it was seen on.
        waits: Calls that it waited in.
        dots: Lines that it wrote.

    """

    process: ProcessTimeline
    y: float
    start: float
    death: float | None
    end: float
    spans: dict[State, list[Span]]
    partly: list[Span]
    unseen: list[Span]
    on_cpus: tuple[tuple[Span, int], ...]
    cpus: tuple[int, ...]
    waits: tuple[Wait, ...]
    dots: tuple[Dot, ...]


def place_lane(timeline: Timeline[Labels], process: ProcessTimeline, row: Row) -> Lane:
    """Build the lane of one process.

    Args:
        timeline: The run.
        process: One of its processes.
        row: Where the lane is to be.

    """
    scale, life = row.scale, process.lifetime
    running, partly = drawable(_spans(process, State.RUNNING, scale), row.column)
    spans = {State.RUNNING: running}
    for state in State:
        if state != State.RUNNING:
            spans[state] = merged(_spans(process, state, scale), row.column)
    return Lane(
        process=process,
        y=row.y,
        start=scale.x(life.start),
        death=None if life.end is None or life.end < 0 else scale.x(life.end),
        end=scale.x(life.gone),
        spans={state: stretches for state, stretches in spans.items() if stretches},
        partly=partly,
        unseen=[scale.span(begin, end) for begin, end in _unseen(process, timeline.slack)],
        on_cpus=_on_cpus(process.states, scale),
        cpus=_cpus(process.states),
        waits=tuple(_waits(timeline, process, scale)),
        # What helpers write has no place: their lanes are folded.
        dots=() if process.label.helper else dots_of(timeline.run, process, scale),
    )


def css_kind(state: State) -> str:
    """Return the name of a state in classes and ids, such as ``disk-wait``."""
    return state.name.lower().replace("_", "-")


def _spans(process: ProcessTimeline, state: State, scale: Scale) -> list[Span]:
    return [scale.span(part.begin, part.end) for part in process.states if part.state == state]


def _unseen(process: ProcessTimeline, slack: float) -> list[Span]:
    """Return when the process was there, but longer unseen than sampling explains."""
    seen = [(state.begin, state.end) for state in process.states]
    life = process.lifetime
    tolerated = slack if seen else 0.0
    return [
        (begin, end)
        for begin, end in without([(max(life.start, 0.0), life.over)], seen)
        if end - begin > tolerated
    ]


def _on_cpus(states: Iterable[StateSlice], scale: Scale) -> tuple[tuple[Span, int], ...]:
    """Return where the process ran on which CPU, joining neighbours on the same one."""
    joined: list[tuple[Span, int]] = []
    for state in states:
        if state.state != State.RUNNING or state.cpu is None:
            continue
        span = scale.span(state.begin, state.end)
        if joined and joined[-1][1] == state.cpu and span[0] - joined[-1][0][1] < 1:
            joined[-1] = ((joined[-1][0][0], span[1]), state.cpu)
        else:
            joined.append((span, state.cpu))
    return tuple(joined)


def _cpus(states: Iterable[StateSlice]) -> tuple[int, ...]:
    """Return the CPUs the process ran on, else those it slept on."""
    cpus: dict[State, set[int]] = {}
    for state in states:
        if state.cpu is not None:
            cpus.setdefault(state.state, set()).add(state.cpu)
    return tuple(sorted(cpus.get(State.RUNNING) or cpus.get(State.SLEEPING) or ()))


def _waits(timeline: Timeline[Labels], process: ProcessTimeline, scale: Scale) -> Iterable[Wait]:
    for call in process.waits:
        span = scale.span(call.begin, timeline.run.total if call.end is None else call.end)
        if span[1] - span[0] < _SHORTEST_WAIT:
            continue
        name = timeline.label_of(call.target)
        short = call.function if name is None else f"{call.function} {name}"
        yield Wait(call, span, (timeline.words.waiting(call, name), short, call.function))
