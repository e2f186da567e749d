"""What calls tell about sampled states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concurdocs.drawing.labels import ENGLISH
from concurdocs.runs import Call, CallName, Run, State, StateSlice
from concurdocs.timeline import Timeline
from helpers.places import DATA

RUN = Run.load(DATA / "runs" / "synthetic.json")


def main_states(run: Run) -> tuple[StateSlice, ...]:
    return Timeline.of(run, ENGLISH).by_pid[run.main.pid].states


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        # Between two samples, which saw it running before and after.
        (0.315, [("running", 0.0, 0.3), ("sleeping", 0.3, 0.315), ("running", 0.315, 0.98)]),
        # As long that a sample must have seen it sleep, if it had no other thread.
        (0.5, [("running", 0.0, 0.98)]),
        # Hardly any wait.
        (0.3001, [("running", 0.0, 0.98)]),
        # The beginning of the wait was sampled as if it ran still.
        (0.99, [("running", 0.0, 0.3)]),
    ],
)
def test_short_waits_are_no_running(end: float, expected: list[tuple[str, float, float]]) -> None:
    last = 0.32 if end == 0.99 else 0.98
    state = StateSlice(100, State.RUNNING, 0.0, last, 0)
    call = Call(CallName.JOIN, 100, 104, 0.3, end, 8, "MainThread")
    run = replace(RUN, sampling_interval=0.01, states=(state,), calls=(call,))

    assert expected == [(one.state, one.begin, one.end) for one in main_states(run)]


@pytest.mark.parametrize(("cpu_time", "cut"), [(None, True), (0.97, True), (1.0, False)])
def test_waits_are_no_sleep_where_the_cpu_time_says_so(cpu_time: float | None, cut: bool) -> None:  # noqa: FBT001 - a parameter of the test
    main = replace(RUN.main, cpu_time=cpu_time)
    calls = tuple(
        Call(CallName.JOIN, 100, 104, 0.1 * n, 0.1 * n + 0.003, 8, "MainThread")
        for n in range(1, 9)
    )
    run = replace(
        RUN,
        sampling_interval=0.01,
        processes=(main, *RUN.processes[1:]),
        states=(StateSlice(100, State.RUNNING, 0.0, 1.0, 0),),
        calls=calls,
    )

    assert cut is (len(main_states(run)) > 1)


def test_waits_of_other_threads_are_no_sleep() -> None:
    state = StateSlice(100, State.RUNNING, 0.0, 1.0, 0)
    call = Call(CallName.JOIN, 100, 104, 0.3, 0.31, 8, "Thread-1")
    run = replace(RUN, sampling_interval=0.01, states=(state,), calls=(call,))

    assert (state,) == main_states(run)


def test_wait_seen_running_on_another_cpu_is_no_sampling() -> None:
    states = (
        StateSlice(100, State.RUNNING, 0.0, 0.32, 0),
        StateSlice(100, State.RUNNING, 0.32, 0.4, 1),
    )
    call = Call(CallName.JOIN, 100, 104, 0.3, 0.6, 8, "MainThread")
    run = replace(RUN, sampling_interval=0.01, states=states, calls=(call,))

    assert 0.32 == main_states(run)[0].end
