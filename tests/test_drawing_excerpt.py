"""Figures of a part of a run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from concurdocs.drawing.excerpt import excerpt
from concurdocs.drawing.figure import figure_html
from concurdocs.drawing.labels import CHINESE, ENGLISH, Labels
from concurdocs.recording.run import Failure, Run

RUN = Run.load(Path(__file__).parent / "runs" / "synthetic.json")


def part(first: int, last: int, run: Run = RUN) -> Run:
    found = excerpt(run, first, last)
    assert found is not None
    return found


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
    assert [0.0, 0.0, 0.0, 0.0, 0.0, 0.1] == [one.start for one in run.processes]
    assert [0.9, 0.9, 0.3, 0.8, 0.6, None] == [one.end for one in run.processes]
    assert [("join", 0.01, 0.805), ("kill", 0.59, 0.5901)] == [
        (call.function, call.begin, call.end) for call in run.calls[:2]
    ]
    assert [0.05, 0.5, 0.885, 0.89] == [line.time for line in run.lines]
    ann = [one for one in run.states if one.pid == 102]
    assert ("running", 0.0, 0.1) == (ann[0].state, ann[0].begin, ann[0].end)
    assert ("zombie", 0.3, 0.815) == (ann[-1].state, ann[-1].begin, ann[-1].end)


def test_what_is_known_of_whole_runs_only_is_not_told() -> None:
    known = {(one.cpu_time, one.peak_memory) for one in part(0, 1).processes}

    assert {(None, None)} == known


def test_failure_belongs_to_its_block() -> None:
    failed = replace(RUN, failure=Failure("exception", 8, "ValueError", 1))

    assert None is part(0, 0, failed).failure
    assert failed.failure == part(0, 1, failed).failure


def test_blocks_that_never_ran_have_no_figure() -> None:
    assert None is excerpt(RUN, 2, 2)
    assert "" == figure_html(RUN, ENGLISH, "x", blocks=(2, 2))


def test_block_that_took_no_time_can_be_shown() -> None:
    first, second, *rest = RUN.blocks
    moment = replace(first, begin=0.05, end=0.05)
    run = replace(RUN, blocks=(moment, replace(second, begin=0.05), *rest), lines=RUN.lines[:1])

    html = figure_html(run, ENGLISH, "x", blocks=(0, 0))

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
    html = figure_html(RUN, labels, "x", blocks=blocks)

    assert f'<span class="run-facts">{expected}' in html
