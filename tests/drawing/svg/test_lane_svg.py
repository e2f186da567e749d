"""Lanes: a shape for each state, whom a process waits for, how it ends, what it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concurdocs.drawing import Labels, figure_html
from concurdocs.drawing.labels import CHINESE, ENGLISH
from concurdocs.drawing.svg import layout
from concurdocs.drawing.svg._text_metrics import text_width
from concurdocs.runs import Line, Role, State, StateSlice
from concurdocs.timeline import Timeline
from helpers.figures import RUN, SVG, both_languages, drawn_texts, svg_tree, with_class


@both_languages
def test_every_state_has_a_shape_of_its_own(labels: Labels) -> None:
    svg = svg_tree(RUN, labels)

    for kind in ("running", "idle", "zombie", "stopped", "disk-wait", "unknown", "wait"):
        assert with_class(svg, f"run-{kind}"), kind
    assert ["url(#x-zombie)"] == [element.get("fill") for element in with_class(svg, "run-zombie")]
    shapes = {
        kind: element.attrib
        for kind in ("zombie", "stopped")
        for element in with_class(svg, f"run-{kind}")
    }
    assert shapes["zombie"]["fill"] != shapes["stopped"]["fill"]


def test_run_without_zombies_and_waits_draws_none() -> None:
    states = tuple(state for state in RUN.states if state.state != State.ZOMBIE)
    svg = svg_tree(replace(RUN, states=states, calls=()))

    assert [] == with_class(svg, "run-zombie") + with_class(svg, "run-wait") + with_class(
        svg, "run-join"
    )


@pytest.mark.parametrize(
    ("labels", "waits", "zombie"),
    [
        (ENGLISH, ["join: waiting for bo <&>", "result: waiting for a result"], "zombie"),
        (CHINESE, ["join：等待bo <&>", "result：等待结果"], "僵尸"),
    ],
    ids=["en", "zh"],
)
def test_waits_name_whom_they_wait_for(labels: Labels, waits: list[str], zombie: str) -> None:
    svg = svg_tree(RUN, labels)

    spans = [labels.span(0.11, 0.905), labels.span(0.92, 0.975)]
    assert [
        labels.lasting.format(what=wait, time=span) for wait, span in zip(waits, spans, strict=True)
    ] == [
        title.text
        for title in svg.iter(f"{SVG}title")
        if title.text and title.text.startswith(("join", "result"))
    ]
    assert waits[:1] == [text for text in drawn_texts(svg) if text.startswith("join")]
    assert zombie in drawn_texts(svg)


def test_a_wait_is_named_beside_what_runs_meanwhile() -> None:
    busy = tuple(StateSlice(100, State.RUNNING, 0.12 + n / 10, 0.17 + n / 10, 0) for n in range(3))
    states = (*busy, *(state for state in RUN.states if state.pid != 100))

    svg = svg_tree(replace(RUN, states=states))
    plan = layout(Timeline.of(replace(RUN, states=states), ENGLISH))
    (text,) = [
        element for element in svg.iter(f"{SVG}text") if (element.text or "").startswith("join")
    ]
    begin = float(text.get("x") or 0)
    end = begin + text_width(text.text or "", 10)

    assert plan.scale.x(0.37) <= begin
    assert end <= plan.scale.x(0.905)


def test_bad_endings_are_said() -> None:
    texts = drawn_texts(svg_tree(RUN))

    assert {"exit status 3", "killed by signal 9"} <= set(texts)


def test_bad_ending_of_the_script_is_said_once() -> None:
    processes = (replace(RUN.main, exit_status=1), *RUN.processes[1:])
    run = replace(RUN, processes=processes, exit_status=1)

    assert "exit status 1" in figure_html(Timeline.of(run, ENGLISH), "x")
    assert "exit status 1" not in drawn_texts(svg_tree(run))


@pytest.mark.parametrize(("start", "beside"), [(0.08, False), (0.5, True), (0.75, True)])
def test_a_bad_ending_is_said_where_nothing_is_in_the_way(start: float, *, beside: bool) -> None:
    processes = [
        replace(process, start=start, end=0.95) if process.pid == 103 else process
        for process in RUN.processes
    ]
    late = [Line(0.94 - number / 20, 103, "text", 0) for number in range(3)]
    run = replace(
        RUN,
        processes=tuple(processes),
        states=tuple(state for state in RUN.states if state.pid != 103),
        calls=tuple(call for call in RUN.calls if call.target != 103),
        lines=tuple(sorted(late, key=lambda line: line.time)),
    )
    plan = layout(Timeline.of(run, ENGLISH))

    (text,) = [
        element for element in svg_tree(run).iter(f"{SVG}text") if element.text == "exit status 3"
    ]
    left = float(text.get("x") or 0)
    right = left + text_width("exit status 3", 10)
    (lane,) = [lane for lane in plan.lanes if lane.process.pid == 103]

    assert lane.y == pytest.approx(float(text.get("y") or 0) - 3.5, abs=0.1)
    assert beside == (plan.scale.left <= left and right <= lane.start)
    assert lane.dots
    assert [] == [dot for dot in lane.dots if left < dot.right and dot.left < right]


def test_lines_of_nobody_knows_whom_have_a_lane() -> None:
    run = replace(RUN, lines=(Line(0.5, 0, "who?", 0),))

    svg = svg_tree(run)

    assert ["main", "ann", "bo <&>", "chen", "dee", "all processes"] == [
        element.text for element in with_class(svg, "run-name")
    ]
    assert ["0"] == [element.get("data-lines") for element in with_class(svg, "run-dot")]


@pytest.mark.parametrize("stored", ["", "process"])  # the latter in older records
@pytest.mark.parametrize(
    ("labels", "expected"),
    [(ENGLISH, ["process [101]", "process [102]"]), (CHINESE, ["进程 [101]", "进程 [102]"])],
    ids=["en", "zh"],
)
def test_processes_without_names_are_called_so_in_the_language(
    labels: Labels, expected: list[str], stored: str
) -> None:
    processes = [
        replace(process, name=stored, role=Role.PROCESS) if process.pid in {101, 102} else process
        for process in RUN.processes
    ]

    labels_by_pid = Timeline.of(replace(RUN, processes=tuple(processes)), labels).labels_by_pid

    assert expected == [labels_by_pid[101].label, labels_by_pid[102].label]
    # In the figure the number stands below.
    drawn = drawn_texts(svg_tree(replace(RUN, processes=tuple(processes)), labels))
    assert 2 == drawn.count(expected[0].partition(" [")[0])
    assert not set(expected) & set(drawn)
