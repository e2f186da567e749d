"""How the time for a figure grows with the run: twice the run must take twice the time.

Usage: python benchmarks/figure_growth.py [--rounds N]

CPU time is measured, and each size is drawn once in every round, so that what else the machine
does counts little and meets all of them.
Included is all that is worked out for a figure: its timeline, its console and its tables.
"""

from __future__ import annotations

import argparse
import statistics
import time

from concurdocs.drawing import figure_html, labels_for
from concurdocs.runs import (
    Block,
    Call,
    CallName,
    Environment,
    Line,
    Process,
    Role,
    Run,
    State,
    StateSlice,
)
from concurdocs.timeline import Timeline

SIZES = ((40, 4_000), (80, 8_000), (160, 16_000))
"""Processes, and lines of all of them together."""

_SECONDS = 10.0
_STATES = 25
"""Of each process."""


def made_up(processes: int, lines: int) -> Run:
    """Return a run whose processes take turns, and are all started and joined by the first."""
    first = Process(1, None, "main", Role.MAIN, 0.0, _SECONDS, 0, 1.0, 1)
    children = [
        Process(pid, 1, f"worker-{pid}", Role.PROCESS, 0.1, 9.0, 0, 1.0, 1)
        for pid in range(2, processes + 1)
    ]
    stay = (_SECONDS - 1) / _STATES
    states = [
        StateSlice(
            process.pid,
            State.RUNNING if (number + process.pid) % 3 else State.SLEEPING,
            process.start + number * stay,
            process.start + (number + 1) * stay,
            (number + process.pid) % 2,
        )
        for process in (first, *children)
        for number in range(_STATES)
    ]
    calls = [Call(CallName.START, 1, child.pid, 0.1, 0.11, 5, "MainThread") for child in children]
    calls += [Call(CallName.JOIN, 1, child.pid, 9.0, 9.1, 6, "MainThread") for child in children]
    return Run(
        script="made_up.py",
        arguments=(),
        environment=Environment("3.11.7", "CPython", "Linux", "x86_64", 2, (0, 1), "fork"),
        made_at=0.0,
        total=_SECONDS,
        exit_status=0,
        sampling_interval=0.005,
        peak_memory=1,
        blocks=(Block("", 1, 9, 0.0, _SECONDS),),
        processes=(first, *children),
        states=tuple(states),
        lines=tuple(
            Line(number * _SECONDS / lines, 1 + number % processes, f"line {number}", 0)
            for number in range(lines)
        ),
        calls=tuple(calls),
    )


def seconds(run: Run) -> float:
    """Return the CPU time it takes to work out a run and to draw it."""
    begin = time.process_time()
    figure_html(Timeline.of(run, labels_for("en")), "run")
    return time.process_time() - begin


def main() -> None:
    """Print the median for each size, and how much more each takes than the one before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    runs = [made_up(*size) for size in SIZES]
    seconds(runs[0])  # the first figure pays for imports and caches
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, measured in zip(runs, times, strict=True):
            measured.append(seconds(run))
    medians = [statistics.median(measured) for measured in times]
    before = None
    for (processes, lines), median, measured in zip(SIZES, medians, times, strict=True):
        growth = f"  {median / before:.2f} times the one above" if before else ""
        print(
            f"{processes:4} processes, {lines:6,} lines: {median * 1000:6.1f} ms"
            f" ({min(measured) * 1000:.1f}-{max(measured) * 1000:.1f}){growth}"
        )
        before = median


if __name__ == "__main__":
    main()
