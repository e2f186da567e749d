"""A run is worked out once, however much is drawn of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from concurdocs.drawing import figure_html
from concurdocs.drawing.labels import ENGLISH
from concurdocs.runs import Line, Role, Run
from concurdocs.timeline import Timeline, _lifetimes
from helpers.places import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from concurdocs.timeline import Lifetime
    from concurdocs.timeline._process_events import ProcessEvents

RUN = Run.load(DATA / "runs" / "synthetic.json")

T = TypeVar("T")


class Watched(tuple[T, ...]):
    """A tuple that counts how many of its items were looked at one after the other."""

    __slots__ = ()

    visits: ClassVar[Counter[str]] = Counter()

    def __iter__(self) -> Iterator[T]:
        """Go through the items."""
        for item in super().__iter__():
            self.visits[type(item).__name__] += 1
            yield item


def larger(factor: int) -> Run:
    """Return the run with that many times the children, their states, lines and calls."""

    def copied(items: tuple[T, ...], *names: str) -> Iterator[T]:
        for number in range(factor):
            for item in items:
                pids = {name: getattr(item, name) for name in names}
                new = {
                    name: pid if pid in {None, RUN.main.pid} else pid + 1000 * number
                    for name, pid in pids.items()
                }
                yield replace(item, **new)  # type: ignore[type-var] # records are data classes

    return replace(
        RUN,
        processes=Watched((RUN.main, *copied(RUN.processes[1:], "pid", "parent"))),
        states=Watched(copied(RUN.states, "pid")),
        lines=Watched(copied(RUN.lines, "pid")),
        calls=Watched(copied(RUN.calls, "pid", "target")),
    )


def walks(run: Run) -> dict[str, float]:
    """Return how often a figure goes through all processes, states, lines and calls."""
    Watched.visits.clear()
    figure_html(Timeline.of(run, ENGLISH), "x")
    sizes = {
        "Process": len(run.processes),
        "StateSlice": len(run.states),
        "Line": len(run.lines),
        "Call": len(run.calls),
    }
    return {name: round(Watched.visits[name] / size, 2) for name, size in sizes.items()}


def test_a_larger_run_is_not_walked_through_more_often() -> None:
    assert walks(larger(10)) == walks(larger(30))


def test_each_lifetime_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pids: list[int] = []
    original = _lifetimes.lifetime

    def counted(run: Run, events: ProcessEvents) -> Lifetime:
        pids.append(events.process.pid)
        return original(run, events)

    monkeypatch.setattr(_lifetimes, "lifetime", counted)
    timeline = Timeline.of(RUN, ENGLISH)
    part = timeline.clip(0, 0)

    assert part is not None
    assert figure_html(timeline, "x") != figure_html(part, "y")
    assert [process.pid for process in RUN.processes] == pids


def test_who_is_known_by_lines_only_comes_last() -> None:
    lines = (Line(0.2, 7, "early", 0), *RUN.lines, Line(0.8, 7, "late", 1))
    timeline = Timeline.of(replace(RUN, lines=lines), ENGLISH)
    last = timeline.processes[-1]

    assert (7, "pid 7", Role.PROCESS) == (last.pid, last.label.label, last.record.role)
    assert (0.2, 0.8) == (last.lifetime.start, last.lifetime.end)
    assert (0, len(lines) - 1) == last.lines
    assert last is timeline.by_pid[7]


def test_who_is_known_by_lines_only_is_in_parts_where_it_wrote() -> None:
    line = Line(0.5, 7, "between", 1)
    timeline = Timeline.of(replace(RUN, lines=(*RUN.lines, line)), ENGLISH)
    first, second = timeline.clip(0, 0), timeline.clip(1, 1)

    assert first is not None
    assert second is not None
    assert (False, True) == (7 in first.by_pid, 7 in second.by_pid)
    # But not among those that were seen.
    assert 7 not in {process.pid for process in second.run.processes}


def test_states_waits_and_lines_are_those_of_the_process() -> None:
    timeline = Timeline.of(RUN, ENGLISH)

    assert ["join", "join", "result"] == [call.function for call in timeline.by_pid[100].waits]
    for pid, process in timeline.by_pid.items():
        assert pid == process.pid
        assert {pid} >= {state.pid for state in process.states}
        assert list(process.lines) == [
            index for index, line in enumerate(RUN.lines) if line.pid == pid
        ]


def test_labels_of_a_part_know_who_is_not_in_it() -> None:
    part = Timeline.of(RUN, ENGLISH).clip(0, 0)

    assert part is not None
    assert 105 not in part.by_pid
    assert "dee" == part.label_of(105)
    assert None is part.label_of(None)
    assert None is part.label_of(4711)
