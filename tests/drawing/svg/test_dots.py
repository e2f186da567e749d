"""Dots on the lanes, and the lines of output that they lead to."""

from __future__ import annotations

from concurdocs.drawing import figure_html
from concurdocs.drawing.labels import ENGLISH
from concurdocs.timeline import Timeline
from helpers.figures import RUN, ParsedHtml, svg_tree, with_class


def test_dots_lead_to_all_lines_and_close_ones_are_one() -> None:
    svg = svg_tree(RUN)

    dots = {dot.get("data-lines"): dot.get("href") for dot in with_class(svg, "run-dot")}
    assert {"4 5": "#x-l4", "0 1": "#x-l0", "2": "#x-l2", "3": "#x-l3"} == dots


def test_dots_of_lines_left_out_are_no_links() -> None:
    page = ParsedHtml(figure_html(Timeline.of(RUN, ENGLISH), "x", console_lines=2))

    assert ["#x-l0", "#x-l5"] == sorted(value for value in page.values("href") if "-l" in value)


def test_without_console_nothing_is_linked() -> None:
    page = ParsedHtml(figure_html(Timeline.of(RUN, ENGLISH), "x", console_lines=0))

    assert ["#x-names"] == page.values("href")  # the copy of the names
    assert "pre" not in {tag for tag, _ in page.elements}


def test_dots_are_linked_with_lines_shown_elsewhere() -> None:
    page = ParsedHtml(
        figure_html(Timeline.of(RUN, ENGLISH), "x", console_lines=0, linked_lines={3})
    )

    assert ["#x-l3"] == [value for value in page.values("href") if "-l" in value]
