"""Figures of a part of a run."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from concurdocs.drawing import Labels, figure_html
from concurdocs.drawing.labels import CHINESE, ENGLISH
from concurdocs.drawing.svg import layout, timeline_svg
from concurdocs.runs import Failure, FailureKind, Line, Run, State, StateSlice
from concurdocs.timeline import Lifetime, Timeline
from helpers.places import DATA

RUN = Run.load(DATA / "runs" / "synthetic.json")


def svg_of(timeline: Timeline[Labels]) -> str:
    return timeline_svg(layout(timeline), "x", range(len(timeline.run.lines)))


def clipped(first: int, last: int, run: Run = RUN) -> Timeline[Labels]:
    timeline = Timeline.of(run, ENGLISH).clip(first, last)
    assert timeline is not None
    return timeline


def part(first: int, last: int, run: Run = RUN) -> Run:
    return clipped(first, last, run).run


def test_beginning_knows_nothing_of_what_comes_later() -> None:
    run = part(0, 0)

    # dee is not there yet, the others go on.
    assert [100, 101, 102, 103, 104] == [one.pid for one in run.processes]
    assert {(None, None)} == {(one.end, one.exit_status) for one in run.processes}
    assert (0.1, None) == (run.total, run.exit_status)
    assert [("start", 102), ("start", 103), ("start", 104)] == [
        (call.function, call.target) for call in run.calls
    ]
    assert [(0.1, "ann starts"), (0.1, "ann goes on")] == [
        (line.time, line.text) for line in run.lines
    ]
    assert {"running", "sleeping"} == {one.state for one in run.states}
    assert 0.1 == max(one.end for one in run.states)


def test_times_count_from_the_first_block() -> None:
    run = part(1, 1)

    assert (0.9, 0) == (run.total, run.exit_status)
    assert [None, (0.0, 0.88), None] == [
        None if block.begin is None else (block.begin, block.end) for block in run.blocks
    ]
    # Negative for what was there before.
    assert [-0.1, -0.08, -0.05, -0.02, -0.01, 0.1] == [one.start for one in run.processes]
    assert [0.9, 0.9, 0.3, 0.8, 0.6, None] == [one.end for one in run.processes]
    assert [("join", 0.01, 0.805), ("kill", 0.59, 0.5901)] == [
        (call.function, call.begin, call.end) for call in run.calls[:2]
    ]
    assert [0.05, 0.5, 0.885, 0.89] == [line.time for line in run.lines]
    ann = [one for one in run.states if one.pid == 102]
    assert ("running", 0.0, 0.1) == (ann[0].state, ann[0].begin, ann[0].end)
    assert ("zombie", 0.3, 0.806) == (ann[-1].state, ann[-1].begin, ann[-1].end)


def test_all_blocks_are_the_whole_run() -> None:
    processes = tuple(replace(one, cpu_time=None, peak_memory=None) for one in RUN.processes)

    run = replace(RUN, processes=processes)

    assert svg_of(Timeline.of(run, ENGLISH)) == svg_of(clipped(0, 2, run))


def test_only_what_started_in_the_part_has_an_arrow() -> None:
    at = [arrow[0] for arrow in layout(clipped(1, 1)).starts]

    # dee is the only one; the others were there before.
    assert 1 == len(at)
    assert 4 == len(layout(Timeline.of(RUN, ENGLISH)).starts)


def test_nothing_is_drawn_from_before_the_part() -> None:
    timeline = clipped(1, 1)
    plan = layout(timeline)
    boxes = [
        float(begin) + float(width)
        for begin, width in re.findall(r"M([\d.]+) [\d.]+v-[\d.]+h([\d.]+)", svg_of(timeline))
    ]

    assert 0 == min(state.begin for process in timeline.processes for state in process.states)
    assert boxes
    assert max(boxes) <= plan.right + 0.1


def test_what_is_sampled_after_the_part_tells_of_it() -> None:
    # Started at 0.09, first seen at 0.12, in the next block.
    states = tuple(
        replace(one, begin=max(one.begin, 0.12)) if one.pid == 104 else one for one in RUN.states
    )
    (chen,) = [
        lane
        for lane in layout(clipped(0, 0, replace(RUN, states=states))).lanes
        if lane.process.pid == 104
    ]

    assert {State.RUNNING} == set(chen.spans)


def test_what_ended_before_has_no_mark_of_its_end() -> None:
    blocks = (RUN.blocks[0], replace(RUN.blocks[1], begin=0.5))
    plan = layout(clipped(1, 1, replace(RUN, blocks=blocks)))
    (ann,) = [lane for lane in plan.lanes if lane.process.record.name == "ann"]

    assert ann.process.lifetime.end is not None
    assert 0 > ann.process.lifetime.end
    assert None is ann.death
    assert State.ZOMBIE in ann.spans


def test_end_that_only_join_tells_is_kept() -> None:
    late = [replace(one, end=0.95) if one.pid == 103 else one for one in RUN.processes]
    blocks = (RUN.blocks[0], replace(RUN.blocks[1], end=0.91), replace(RUN.blocks[1], begin=0.91))

    run = part(1, 1, replace(RUN, processes=tuple(late), blocks=blocks))

    # Seen to have ended at 0.95 only, but its join returned at 0.905.
    assert pytest.approx(0.805) == run.process(103).end


def test_end_that_only_a_zombie_tells_of_stays_that_of_the_whole_run() -> None:
    # ann was first seen as a zombie, soon enough to have been one since her start.
    states = (StateSlice(102, State.ZOMBIE, 0.06, 0.5, 0),)
    processes = [replace(one, end=None) if one.pid == 102 else one for one in RUN.processes]
    run = replace(RUN, states=states, processes=tuple(processes), sampling_interval=0.01)
    whole = Timeline.of(run, ENGLISH).by_pid[102].lifetime

    assert Lifetime(0.05, 0.06, 0.5) == whole
    assert whole == clipped(0, 1, run).by_pid[102].lifetime


def test_colours_and_names_are_those_of_the_whole_run() -> None:
    gone = [replace(one, name="twin") if one.pid in {102, 103} else one for one in RUN.processes]
    states = tuple(one for one in RUN.states if one.pid != 102)
    blocks = (RUN.blocks[0], replace(RUN.blocks[1], begin=0.95))
    run = replace(RUN, processes=tuple(gone), states=states, blocks=blocks)

    whole = figure_html(Timeline.of(run, ENGLISH), "x")
    html = figure_html(clipped(1, 1, run), "x")

    # ann, called twin, was gone by then; bo is still the second child, and one of two twins.
    assert 102 not in {one.pid for one in part(1, 1, run).processes}
    for text in ('data-label="twin [103]"', 'class="run-lane run-p2"'):
        assert text in whole
    assert 'class="run-lane run-p1"' not in html
    assert "twin [102]" not in html


def test_who_wrote_a_line_of_the_part_is_part_of_it() -> None:
    line = Line(0.5, 101, "late", 0)

    assert 101 in {one.pid for one in part(0, 0, replace(RUN, lines=(line,))).processes}


def test_what_is_known_of_whole_runs_only_is_not_told() -> None:
    known = {(one.cpu_time, one.peak_memory) for one in part(0, 1).processes}

    assert {(None, None)} == known


def test_failure_belongs_to_its_block() -> None:
    failed = replace(RUN, failure=Failure(FailureKind.EXCEPTION, 8, "ValueError", 1))

    assert None is part(0, 0, failed).failure
    assert failed.failure == part(0, 1, failed).failure


def test_blocks_that_never_ran_have_no_figure() -> None:
    assert None is Timeline.of(RUN, ENGLISH).clip(2, 2)


def test_block_that_took_no_time_can_be_shown() -> None:
    first, second, *rest = RUN.blocks
    moment = replace(first, begin=0.05, end=0.05)
    run = replace(RUN, blocks=(moment, replace(second, begin=0.05), *rest), lines=RUN.lines[:1])

    html = figure_html(clipped(0, 0, run), "x")

    assert 'data-total="0.001"' in html
    assert not re.search(r"nan|inf", html)
    assert "ann starts" in html


@pytest.mark.parametrize(
    ("labels", "blocks", "expected"),
    [
        (ENGLISH, (0, 0), "Block 1: start, from 0.000 s on · 0.10 s · 4 processes"),
        (ENGLISH, (1, 2), "Block 2, from 0.100 s on · 0.90 s · 5 processes"),
        (CHINESE, (0, 1), "第1块：start、第2块，从第0.000秒开始 · 1.00秒 · 5个进程"),
    ],
)
def test_caption_says_which_part_it_is(
    labels: Labels, blocks: tuple[int, int], expected: str
) -> None:
    timeline = Timeline.of(RUN, labels).clip(*blocks)

    assert timeline is not None
    html = figure_html(timeline, "x")
    assert f'<span class="run-facts">{expected}' in html
