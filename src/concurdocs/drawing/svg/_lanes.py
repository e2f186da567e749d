"""What is drawn for one process: its lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from concurdocs.drawing.svg._intervals import drawable, merged, without
from concurdocs.runs import CallName, State
from concurdocs.timeline import lifetime, seen_states, slack, waiting_calls

if TYPE_CHECKING:
    from concurdocs.drawing.labels import Labels
    from concurdocs.drawing.svg._intervals import Span
    from concurdocs.runs import Call, Process, Run, StateSlice
    from concurdocs.timeline import Lifetime, ProcessLabel

Kind: TypeAlias = Literal[
    "running", "partly", "sleeping", "disk-wait", "stopped", "zombie", "unknown"
]

ENDING_CALLS = frozenset({CallName.TERMINATE, CallName.KILL})

_KINDS: dict[State, Kind] = {
    State.RUNNING: "running",
    State.SLEEPING: "sleeping",
    State.DISK_WAIT: "disk-wait",
    State.STOPPED: "stopped",
    State.ZOMBIE: "zombie",
}
_SHORTEST_WAIT = 2.0
"""Pixels; a call that returned at once did not wait."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From moments to pixels.

    Attributes:
        left: Where the script's start is drawn.
        per_second: Pixels for one second.

    """

    left: float
    per_second: float

    def x(self, moment: float) -> float:
        """Return where a moment is drawn."""
        return self.left + max(moment, 0.0) * self.per_second


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
        identity: Its label and colour.
        y: Its middle, in pixels from the top.
        start: Where it begins.
        death: Where the process ended; None if it did not, or nobody saw it.
        end: Where the lane ends.
        spans: Stretches of each kind; ``partly`` is where short stretches of running can't
            be told apart.
        on_cpus: Where it ran on which CPU.
        cpus: Numbers of the CPUs it was seen on.
        waits: Calls that it waited in.

    """

    process: Process
    identity: ProcessLabel
    y: float
    start: float
    death: float | None
    end: float
    spans: dict[Kind, list[Span]]
    on_cpus: tuple[tuple[Span, int], ...]
    cpus: tuple[int, ...]
    waits: tuple[Wait, ...]


def lane(  # noqa: PLR0913, PLR0917 - what a lane depends on
    run: Run,
    process: Process,
    known: dict[int, ProcessLabel],
    labels: Labels,
    scale: Scale,
    y: float,
    column: float,
) -> Lane:
    """Build the lane of one process.

    Args:
        run: The run.
        process: Whose lane.
        known: How the run's processes are shown.
        labels: Words in the page's language.
        scale: From moments to pixels.
        y: The lane's middle, in pixels.
        column: Width in pixels below which stretches are put together.

    """
    life = lifetime(run, process)
    intervals = seen_states(run, process)
    spans: dict[Kind, list[Span]] = {}
    for state, kind in _KINDS.items():
        found = [(scale.x(one.begin), scale.x(one.end)) for one in intervals if one.state == state]
        if found and kind != "running":
            spans[kind] = merged(found, column)
        elif found:
            full, partly = drawable(found, column)
            spans |= {"running": full} if full else {}
            spans |= {"partly": partly} if partly else {}
    if unseen := _unseen(run, intervals, life):
        spans["unknown"] = [(scale.x(begin), scale.x(stop)) for begin, stop in unseen]
    running = [one for one in intervals if one.state == State.RUNNING and one.cpu is not None]
    ran_on = running or [one for one in intervals if one.state == State.SLEEPING]
    return Lane(
        process=process,
        identity=known[process.pid],
        y=y,
        start=scale.x(life.start),
        death=None if life.end is None or life.end < 0 else scale.x(life.end),
        end=scale.x(life.gone),
        spans=spans,
        on_cpus=_on_cpus(running, scale),
        cpus=tuple(sorted({one.cpu for one in ran_on if one.cpu is not None})),
        waits=_waits(run, process, known, labels, scale),
    )


def _unseen(run: Run, intervals: list[StateSlice], life: Lifetime) -> list[Span]:
    """Return when the process was there, but longer unseen than sampling explains."""
    seen = [(one.begin, one.end) for one in intervals]
    over = life.gone if life.end is None else life.end
    tolerated = slack(run) if seen else 0.0
    return [
        (begin, stop)
        for begin, stop in without([(max(life.start, 0.0), over)], seen)
        if stop - begin > tolerated
    ]


def _on_cpus(running: list[StateSlice], scale: Scale) -> tuple[tuple[Span, int], ...]:
    """Return where the process ran on which CPU, joining neighbours on the same one."""
    joined: list[tuple[Span, int]] = []
    for one in running:
        span = (scale.x(one.begin), scale.x(one.end))
        cpu = one.cpu
        if cpu is None:
            continue
        if joined and joined[-1][1] == cpu and span[0] - joined[-1][0][1] < 1:
            joined[-1] = ((joined[-1][0][0], span[1]), cpu)
        else:
            joined.append((span, cpu))
    return tuple(joined)


def _waits(
    run: Run, process: Process, known: dict[int, ProcessLabel], labels: Labels, scale: Scale
) -> tuple[Wait, ...]:
    waits = []
    for call in waiting_calls(run):
        span = (scale.x(call.begin), scale.x(run.total if call.end is None else call.end))
        if call.pid != process.pid or span[1] - span[0] < _SHORTEST_WAIT:
            continue
        name = known[call.target].label if call.target in known else None
        short = call.function if name is None else f"{call.function} {name}"
        texts = (labels.waiting(call, name), short, call.function)
        waits.append(Wait(call, span, texts))
    return tuple(waits)
