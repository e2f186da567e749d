"""The numbers of a figure as tables."""

from __future__ import annotations

from dataclasses import replace

from concurdocs.drawing import figure_html
from concurdocs.drawing.labels import ENGLISH
from concurdocs.runs import Call, CallName
from concurdocs.timeline import Timeline
from helpers.figures import RUN, ParsedHtml


def test_table_has_the_facts() -> None:
    page = ParsedHtml(figure_html(Timeline.of(RUN, ENGLISH), "x"))

    cells = page.texts["td"]
    first = cells.index("102")
    assert [
        "102",
        "process",
        "forkserver",
        "0.050 s",
        "0.400 s",
        "exit status 0",
        "0.20 s",
        "running 0.25 s, sleeping 0.10 s, zombie 0.51 s",
    ] == cells[first : first + 8]
    assert ["join", "bo <&>", "0.110 s", "0.80 s"] == [
        page.texts["th"][-4],
        *cells[-11:-8],
    ]


def test_running_ends_where_waiting_begins() -> None:
    texts = ParsedHtml(figure_html(Timeline.of(RUN, ENGLISH), "x")).texts["td"]

    # Sampled until 0.12 s, but the call of `join` began at 0.11 s.
    first = texts.index("100")
    assert "running 0.13 s, sleeping 0.86 s" == texts[first + 7]


def test_join_that_ran_out_of_time_ends_nothing() -> None:
    calls = (Call(CallName.JOIN, 100, 103, 0.11, 0.5, 7, "MainThread"),)
    run = replace(RUN, calls=calls)
    texts = ParsedHtml(figure_html(Timeline.of(run, ENGLISH), "x")).texts["td"]

    first = texts.index("103")
    assert "0.900 s" == texts[first + 4]
