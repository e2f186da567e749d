"""The console of a run: what it shows is exactly what a terminal shows."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from concurdocs.drawing import Labels, console_html, elide, figure_html
from concurdocs.drawing.labels import CHINESE, ENGLISH
from concurdocs.drawing.markup import terminal_text
from concurdocs.runs import Line, Run
from concurdocs.timeline import Timeline
from helpers.places import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = Run.load(DATA / "runs" / "synthetic.json")


def console_of(run: Run, lines: Sequence[int] | None = None, labels: Labels = ENGLISH) -> str:
    chosen = range(len(run.lines)) if lines is None else lines
    return console_html(Timeline.of(run, labels), chosen, "x")


class Text(HTMLParser):
    """What of a console can be selected and copied, and the elements it has."""

    def __init__(self, html: str) -> None:
        """Parse the HTML of a console."""
        super().__init__()
        self.text = ""
        self.elements: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append({"": tag, **dict(attrs)})

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("tab\tkept", "tab\tkept"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b(Bletters", "letters"),
        ("10 %\r100 %", "100 %"),
        ("longer\rab", "abnger"),
        ("longer\r\x1b[Kab", "ab"),
        ("abc\x1b[2Kd", "   d"),
        ("abc\x1b[1Kd", "   d"),
        ("windows\r", "windows"),
        ("进度\rab", "ab度"),
        ("进度\ra", "a 度"),
        ("a进\r\x1b[31mbb", "bb "),
        ("a\u0308\rb", "b"),
        ("nul\0bell\x07del\x7f", "nul␀bell␇del␡"),
        ("lone \x1b", "lone ␛"),
        ("c1 \x85", "c1 \\x85"),
        ("half \ud800, none \ufffe", "half \\ud800, none \\ufffe"),
    ],
)
def test_text_is_what_a_terminal_shows(text: str, shown: str) -> None:
    assert shown == terminal_text(text)


def test_text_of_the_console_is_the_shown_lines_and_nothing_else() -> None:
    expected = "".join(f"{terminal_text(line.text)}\n" for line in RUN.lines)

    assert expected == Text(console_of(RUN)).text
    assert "ann starts\nann goes on\n</pre><b>&amp;\n100 %\n\n  all joined\t␇\n" == expected


def test_moment_and_process_stand_beside_the_line() -> None:
    console = Text(console_of(RUN, [2]))

    assert {
        "": "span",
        "class": "run-line run-p2",
        "id": "x-l2",
        "data-pid": "103",
        "data-t": "0.150",
        "data-label": "bo <&>",
    } == console.elements[1]


def test_lines_of_a_block_keep_their_ids() -> None:
    block = [index for index, line in enumerate(RUN.lines) if line.block == 1]

    console = Text(console_of(RUN, block))

    assert ["x-l2", "x-l3", "x-l4", "x-l5"] == [
        element["id"] for element in console.elements if element.get("id")
    ]


def test_equal_lines_have_different_ids() -> None:
    twins = tuple(Line(0.5, 102, "same", 0) for _ in range(2))
    run = replace(RUN, lines=twins)

    console = Text(console_of(run))

    assert ["x-l0", "x-l1"] == [element["id"] for element in console.elements if "id" in element]


def test_colours_go_round_and_leave_the_first_to_the_main_process() -> None:
    ann = RUN.process(102)
    children = tuple(replace(ann, pid=200 + number, name=f"c{number}") for number in range(9))
    lines = tuple(Line(0.5, process.pid, "", 0) for process in (RUN.main, *children))
    run = replace(RUN, processes=(RUN.main, *children), lines=lines, states=(), calls=())

    console = Text(console_of(run))

    assert [f"run-line run-p{number}" for number in (0, 1, 2, 3, 4, 5, 6, 7, 1, 2)] == [
        element["class"]
        for element in console.elements
        if (element.get("class") or "").startswith("run-line")
    ]


def test_lines_of_nobody_knows_whom_have_no_label() -> None:
    run = replace(RUN, lines=(Line(0.5, 0, "who?", 0),))

    console = Text(console_of(run))

    assert "data-label" not in console.elements[1]
    assert "who?\n" == console.text


def test_processes_of_one_name_are_told_apart() -> None:
    first, second = replace(RUN.process(102), name="twin"), replace(RUN.process(103), name="twin")
    lines = tuple(Line(0.5, process.pid, "", 0) for process in (first, second))
    run = replace(RUN, processes=(RUN.main, first, second), lines=lines)

    console = Text(console_of(run))

    assert ["twin [102]", "twin [103]"] == [
        element["data-label"] for element in console.elements if "data-label" in element
    ]


def test_no_lines_no_console() -> None:
    assert "" == console_of(RUN, [])


@pytest.mark.parametrize(
    ("count", "kept"),
    [(4, ("0123", 0, "")), (5, ("01", 1, "34")), (9, ("01", 5, "78"))],
)
def test_middle_of_too_many_lines_is_left_out(count: int, kept: tuple[str, int, str]) -> None:
    before, left_out, after = elide("0123456789"[:count], 4)

    assert kept == (before, left_out, "".join(after))


def test_console_says_how_many_lines_it_leaves_out() -> None:
    lines = tuple(Line(0.5, 102, f"line {number}", 0) for number in range(3005))
    run = replace(RUN, lines=lines)

    english = Text(console_of(run))
    chinese = Text(console_of(run, labels=CHINESE))

    rows = english.text.splitlines()
    assert 1001 == len(rows)
    assert ["line 499", "… 2,005 lines left out …", "line 2505"] == rows[499:502]
    assert "……省略2,005行……" == chinese.text.splitlines()[500]
    assert ["run-elided"] == [
        element["class"] for element in english.elements if element["class"] == "run-elided"
    ]


def test_middle_of_a_line_that_is_too_long_is_left_out() -> None:
    text = "a" * 10_000 + "b" * 1234 + "c" * 10_000
    run = replace(RUN, lines=(Line(0.5, 102, text[:20_000], 0), Line(0.6, 102, text, 0)))

    english = Text(console_of(run))
    chinese = Text(console_of(run, labels=CHINESE))

    whole, shortened = english.text.splitlines()
    assert text[:20_000] == whole
    assert "a" * 10_000 + "… 1,234 characters left out …" + "c" * 10_000 == shortened
    assert "a……省略1,234个字符……c" == chinese.text.splitlines()[1][9999:-9999]


def test_tooltips_of_long_lines_are_short() -> None:
    run = replace(RUN, lines=(Line(0.5, 102, "a" * 1_000_000, 0),))

    html = figure_html(Timeline.of(run, ENGLISH), "x", console_lines=0, linked_lines={0})

    assert "a" * 199 + "…" in html
    assert "a" * 200 not in html
