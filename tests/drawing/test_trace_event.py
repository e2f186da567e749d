"""The export to the trace-event format."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from concurdocs.drawing import trace_events
from concurdocs.runs import Run
from helpers.places import DATA

RUN = Run.load(DATA / "runs" / "synthetic.json")

REQUIRED = {
    "M": {"name", "pid", "args"},
    "X": {"name", "cat", "pid", "tid", "ts", "dur"},
    "i": {"name", "cat", "pid", "tid", "ts", "s"},
    "C": {"name", "pid", "ts", "args"},
}
"""Keys that the format's description asks of each kind of event."""


@pytest.fixture(name="events")
def given_events() -> list[dict[str, Any]]:
    trace = json.loads(json.dumps(trace_events(RUN), allow_nan=False))
    events: list[dict[str, Any]] = trace["traceEvents"]
    return events


def test_every_event_has_what_its_kind_needs(events: list[dict[str, Any]]) -> None:
    assert set(REQUIRED) == {event["ph"] for event in events}
    assert [] == [event for event in events if not REQUIRED[event["ph"]] <= set(event)]
    assert [] == [
        event
        for event in events
        for key in ("ts", "dur")
        if key in event and not (isinstance(event[key], int) and 0 <= event[key] <= 1_000_000)
    ]
    assert {"t"} == {event["s"] for event in events if event["ph"] == "i"}


def test_counters_are_numbers(events: list[dict[str, Any]]) -> None:
    counts = [event["args"]["runnable"] for event in events if event["ph"] == "C"]

    assert {0, 1, 2, 3, 4} == set(counts)


def test_every_row_has_a_name(events: list[dict[str, Any]]) -> None:
    named = {
        (event["pid"], event["tid"])
        for event in events
        if event["ph"] == "M" and event["name"] == "thread_name"
    }

    assert {(e["pid"], e["tid"]) for e in events if e["ph"] in {"X", "i"}} <= named
    assert ["main", "forkserver", "ann", "bo <&>", "chen", "dee"] == [
        event["args"]["name"] for event in events if event["name"] == "process_name"
    ]


def test_events_of_a_row_do_not_overlap(events: list[dict[str, Any]]) -> None:
    rows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for event in events:
        if event["ph"] == "X":
            stretch = (event["ts"], event["ts"] + event["dur"])
            rows.setdefault((event["pid"], event["tid"]), []).append(stretch)

    # The states of five processes that were seen, the calls of the main one's two threads.
    assert [(100, 1), (100, 2), (100, 3), *((pid, 1) for pid in range(101, 105))] == sorted(rows)
    for stretches in rows.values():
        assert all(a[1] <= b[0] for a, b in pairwise(stretches))


def test_lines_and_calls_are_all_there(events: list[dict[str, Any]]) -> None:
    assert ["ann starts", "ann goes on", "</pre><b>&amp;", "100 %", "", "  all joined\t␇"] == [
        event["name"] for event in events if event["ph"] == "i"
    ]
    assert [
        ("start ann", 30_000, 20_000),
        ("start bo <&>", 60_000, 20_000),
        ("start chen", 80_000, 10_000),
        ("join bo <&>", 110_000, 795_000),
        ("kill chen", 690_000, 100),
        ("join ann", 905_000, 1_000),
        ("result", 920_000, 55_000),
    ] == [(e["name"], e["ts"], e["dur"]) for e in events if e.get("cat") == "call"]
