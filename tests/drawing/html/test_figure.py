"""The figure of a run as a piece of HTML that any page can take in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from concurdocs.drawing import Labels, figure_html
from concurdocs.drawing.labels import CHINESE, ENGLISH
from concurdocs.drawing.markup import terminal_text
from concurdocs.runs import Line
from concurdocs.timeline import Timeline
from helpers.figures import RUN, ParsedHtml, both_languages, svg_tree, with_class


@both_languages
def test_strict_content_security_policy_holds(labels: Labels) -> None:
    page = ParsedHtml(figure_html(Timeline.of(RUN, labels), "x", downloads=(("JSON", "a.json"),)))

    names = {name for _, attributes in page.elements for name in attributes}
    assert set() == {name for name in names if name == "style" or name.startswith("on")}
    assert set() == {tag for tag, _ in page.elements} & {"script", "style", "link", "iframe"}


@both_languages
def test_ids_are_unique_and_what_is_referred_to_exists(labels: Labels) -> None:
    page = ParsedHtml(figure_html(Timeline.of(RUN, labels), "x"))

    ids = page.values("id")
    assert sorted(set(ids)) == sorted(ids)
    referred = [
        reference for value in page.values("aria-labelledby") for reference in value.split()
    ]
    referred += [value.removeprefix("#") for value in page.values("href")]
    referred += re.findall(r"url\(#(.*?)\)", " ".join(page.values("fill")))
    assert set() == set(referred) - set(ids)


def test_two_figures_share_no_ids() -> None:
    first, second = (
        ParsedHtml(figure_html(Timeline.of(RUN, ENGLISH), name)).values("id") for name in ("x", "y")
    )

    assert set() == set(first) & set(second)


def test_caption_says_where_and_how_long() -> None:
    page = ParsedHtml(figure_html(Timeline.of(RUN, ENGLISH), "x"))

    assert ["synthetic.py"] == page.texts["strong"]
    assert "1.00 s · 5 processes · fork · Python 3.11.7 · 2 CPUs" in page.texts["span"]


def test_helpers_are_folded() -> None:
    html = figure_html(Timeline.of(RUN, ENGLISH), "x")
    page = ParsedHtml(html)

    lanes = [element.text for element in with_class(svg_tree(RUN), "run-name")]
    assert ["main", "ann", "bo <&>", "chen", "dee"] == lanes
    assert "Helpers of multiprocessing: forkserver" in page.texts["summary"]
    (details,) = [
        attributes
        for tag, attributes in page.elements
        if tag == "details" and "helpers" in str(attributes["class"])
    ]
    assert "open" not in details


def test_markup_in_names_and_lines_stays_text() -> None:
    nasty = '"><script>alert(1)</script>&'
    run = replace(
        RUN,
        script=nasty,
        processes=tuple(replace(process, name=nasty) for process in RUN.processes),
        blocks=tuple(replace(block, name=nasty) for block in RUN.blocks),
        lines=(Line(0.5, 102, nasty, 0),),
    )

    page = ParsedHtml(figure_html(Timeline.of(run, ENGLISH), "x", downloads=((nasty, nasty),)))

    assert "script" not in {tag for tag, _ in page.elements}
    assert nasty == terminal_text(nasty)
    assert [nasty] == page.texts["strong"]


@pytest.mark.parametrize(
    ("labels", "expected"), [(ENGLISH, "Download: "), (CHINESE, "下载：")], ids=["en", "zh"]
)
def test_only_a_narrow_colon_has_a_space_behind_it(labels: Labels, expected: str) -> None:
    page = ParsedHtml(figure_html(Timeline.of(RUN, labels), "x", downloads=(("JSON", "a.json"),)))

    assert expected in page.texts["p"]
