"""The timeline of a run as a whole: its size, what it says it is, blocks and CPUs."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from concurdocs.runs import Line, Run, State, StateSlice
from helpers.figures import RUN, SVG, both_languages, drawn_texts, svg_of, svg_tree

if TYPE_CHECKING:
    from concurdocs.drawing import Labels


def busy_run(processes: int, seconds: float, interval: float) -> Run:
    """Return a made-up run whose processes take turns at every sample."""
    child = RUN.process(102)
    children = tuple(
        replace(child, pid=200 + number, name=f"Process-{number}", parent=100, end=seconds)
        for number in range(processes - 1)
    )
    pids = [RUN.main.pid, *(process.pid for process in children)]
    moments = [number * interval for number in range(round(seconds / interval))]
    states = tuple(
        StateSlice(
            pid,
            State.RUNNING if (number * 7 + pid) % 3 else State.SLEEPING,
            moment,
            moment + interval,
            (number + pid) % 2,
        )
        for pid in pids
        for number, moment in enumerate(moments)
    )
    lines = tuple(
        Line((number + 0.5) * seconds / 20, pid, f"line {number} of {pid}", 0)
        for number in range(20)
        for pid in pids
    )
    return replace(
        RUN,
        total=seconds,
        processes=(replace(RUN.main, end=seconds), *children),
        states=states,
        lines=lines,
        calls=(),
        blocks=RUN.blocks[:1],
    )


@pytest.mark.parametrize(
    ("processes", "seconds", "limit"), [(5, 1.0, 12_000), (60, 2.0, 48_000), (5, 30.0, 12_000)]
)
def test_figure_is_small(processes: int, seconds: float, limit: int) -> None:
    run = busy_run(processes, seconds, 0.01)

    svg = svg_of(run)

    assert limit > len(gzip.compress(svg.encode()))


@both_languages
def test_svg_is_well_formed_and_says_what_it_is(labels: Labels) -> None:
    svg = svg_tree(RUN, labels)

    (image,) = [element for element in svg.iter() if element.get("role") == "img"]
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert labels.title.format(script="synthetic.py") == title.text
    assert f"{title.get('id')} {desc.get('id')}" == image.get("aria-labelledby")
    assert desc.text is not None
    assert all(name in desc.text for name in ("ann", "bo <&>", "chen", "dee"))


def test_blocks_that_ran_are_marked() -> None:
    svg = svg_tree(RUN)

    assert ["Block 1: start, 0.10 s", "Block 2, 0.88 s"] == [
        title.text
        for title in svg.iter(f"{SVG}title")
        if title.text and title.text.startswith("Block")
    ]


def test_cpus_are_visible() -> None:
    texts = drawn_texts(svg_tree(RUN))
    pinned = replace(RUN, states=tuple(replace(state, cpu=1) for state in RUN.states))
    single = replace(RUN, environment=replace(RUN.environment, usable_cpus=(3,)))

    assert {"CPU 0", "CPU 1", "CPU 0, 1", "2 CPUs", "peak: 4"} <= set(texts)
    assert "all on CPU 1" in drawn_texts(svg_tree(pinned))
    assert "CPU 0" not in drawn_texts(svg_tree(pinned))
    assert "1 CPU" in drawn_texts(svg_tree(single))
