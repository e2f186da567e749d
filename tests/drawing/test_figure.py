"""The figure of a run, without a browser."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import concurdocs
from concurdocs.drawing import Labels, figure_html, page_html
from concurdocs.drawing.labels import CHINESE, ENGLISH
from concurdocs.drawing.markup import terminal_text
from concurdocs.drawing.svg import layout, timeline_svg
from concurdocs.drawing.svg._text_metrics import text_width
from concurdocs.runs import Call, CallName, Line, Role, Run, State, StateSlice
from concurdocs.timeline import Timeline
from helpers.places import DATA

RUN_FILE = DATA / "runs" / "synthetic.json"
RUN = Run.load(RUN_FILE)
SVG = "{http://www.w3.org/2000/svg}"
BOTH = pytest.mark.parametrize("labels", [ENGLISH, CHINESE], ids=["en", "zh"])


VOID = {"meta", "input", "br", "img", "link"}


class Page(HTMLParser):
    """The elements of a piece of HTML, and the text of each kind of element."""

    def __init__(self, html: str) -> None:
        """Parse a piece of HTML."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = [""]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Check that elements are properly nested."""
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """Note text by the element it stands in."""
        self.texts.setdefault(self.open[-1], []).append(data)

    def values(self, name: str) -> list[str]:
        """Return all values of an attribute."""
        return [value for _, attributes in self.elements if (value := attributes.get(name))]


def svg_of(run: Run, labels: Labels = ENGLISH) -> str:
    return timeline_svg(layout(Timeline.of(run, labels)), "x", range(len(run.lines)))


def parsed(run: Run, labels: Labels = ENGLISH) -> ET.Element:
    return ET.fromstring(svg_of(run, labels))  # noqa: S314 - our own text


def found(svg: ET.Element, css_class: str) -> list[ET.Element]:
    return [one for one in svg.iter() if css_class in (one.get("class") or "").split()]


def said(svg: ET.Element) -> list[str]:
    return [one.text for one in svg.iter(f"{SVG}text") if one.text]


def busy_run(processes: int, seconds: float, interval: float) -> Run:
    """Return a made-up run whose processes take turns at every sample."""
    child = RUN.process(102)
    children = tuple(
        replace(child, pid=200 + number, name=f"Process-{number}", parent=100, end=seconds)
        for number in range(processes - 1)
    )
    pids = [RUN.main.pid, *(one.pid for one in children)]
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


def test_one_run_gives_one_figure_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from pathlib import Path; from concurdocs.runs import Run;"
        "from concurdocs.drawing import page_html;"
        "sys.stdout.buffer.write(page_html(Run.load(Path(sys.argv[1])), 'zh').encode())"
    )
    pages = [
        subprocess.run(
            [sys.executable, "-c", code, RUN_FILE],
            check=True,
            stdout=subprocess.PIPE,
            timeout=60,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": str(Path(concurdocs.__file__).parents[1]),
            },
        ).stdout.decode()
        for seed in ("1", "2")
    ]

    assert [page_html(RUN, "zh")] * 2 == pages


@pytest.mark.parametrize(
    ("processes", "seconds", "limit"), [(5, 1.0, 12_000), (60, 2.0, 48_000), (5, 30.0, 12_000)]
)
def test_figure_is_small(processes: int, seconds: float, limit: int) -> None:
    run = busy_run(processes, seconds, 0.01)

    svg = svg_of(run)

    assert limit > len(gzip.compress(svg.encode()))


@BOTH
def test_svg_is_well_formed_and_says_what_it_is(labels: Labels) -> None:
    svg = parsed(RUN, labels)

    (image,) = [one for one in svg.iter() if one.get("role") == "img"]
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert labels.title.format(script="synthetic.py") == title.text
    assert f"{title.get('id')} {desc.get('id')}" == image.get("aria-labelledby")
    assert desc.text is not None
    assert all(name in desc.text for name in ("ann", "bo <&>", "chen", "dee"))


@BOTH
def test_strict_content_security_policy_holds(labels: Labels) -> None:
    page = Page(figure_html(Timeline.of(RUN, labels), "x", downloads=(("JSON", "a.json"),)))

    names = {name for _, attributes in page.elements for name in attributes}
    assert set() == {name for name in names if name == "style" or name.startswith("on")}
    assert set() == {tag for tag, _ in page.elements} & {"script", "style", "link", "iframe"}


@BOTH
def test_ids_are_unique_and_what_is_referred_to_exists(labels: Labels) -> None:
    page = Page(figure_html(Timeline.of(RUN, labels), "x"))

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
        Page(figure_html(Timeline.of(RUN, ENGLISH), name)).values("id") for name in ("x", "y")
    )

    assert set() == set(first) & set(second)


def test_dots_lead_to_all_lines_and_close_ones_are_one() -> None:
    svg = parsed(RUN)

    dots = {one.get("data-lines"): one.get("href") for one in found(svg, "run-dot")}
    assert {"4 5": "#x-l4", "0 1": "#x-l0", "2": "#x-l2", "3": "#x-l3"} == dots


def test_dots_of_lines_left_out_are_no_links() -> None:
    page = Page(figure_html(Timeline.of(RUN, ENGLISH), "x", console_lines=2))

    assert ["#x-l0", "#x-l5"] == sorted(value for value in page.values("href") if "-l" in value)


def test_without_console_nothing_is_linked() -> None:
    page = Page(figure_html(Timeline.of(RUN, ENGLISH), "x", console_lines=0))

    assert ["#x-names"] == page.values("href")  # the copy of the names
    assert "pre" not in {tag for tag, _ in page.elements}


def test_dots_are_linked_with_lines_shown_elsewhere() -> None:
    page = Page(figure_html(Timeline.of(RUN, ENGLISH), "x", console_lines=0, linked_lines={3}))

    assert ["#x-l3"] == [value for value in page.values("href") if "-l" in value]


@BOTH
def test_every_state_has_a_shape_of_its_own(labels: Labels) -> None:
    svg = parsed(RUN, labels)

    for kind in ("running", "idle", "zombie", "stopped", "disk-wait", "unknown", "wait"):
        assert found(svg, f"run-{kind}"), kind
    assert ["url(#x-zombie)"] == [one.get("fill") for one in found(svg, "run-zombie")]
    shapes = {
        kind: one.attrib for kind in ("zombie", "stopped") for one in found(svg, f"run-{kind}")
    }
    assert shapes["zombie"]["fill"] != shapes["stopped"]["fill"]


@pytest.mark.parametrize(
    ("labels", "waits", "zombie"),
    [
        (ENGLISH, ["join: waiting for bo <&>", "result: waiting for a result"], "zombie"),
        (CHINESE, ["join：等待bo <&>", "result：等待结果"], "僵尸"),
    ],
    ids=["en", "zh"],
)
def test_waits_name_whom_they_wait_for(labels: Labels, waits: list[str], zombie: str) -> None:
    svg = parsed(RUN, labels)

    spans = [labels.span(0.11, 0.905), labels.span(0.92, 0.975)]
    assert [
        labels.lasting.format(what=wait, time=span) for wait, span in zip(waits, spans, strict=True)
    ] == [
        title.text
        for title in svg.iter(f"{SVG}title")
        if title.text and title.text.startswith(("join", "result"))
    ]
    assert waits[:1] == [text for text in said(svg) if text.startswith("join")]
    assert zombie in said(svg)


def test_run_without_zombies_and_waits_draws_none() -> None:
    states = tuple(one for one in RUN.states if one.state != State.ZOMBIE)
    svg = parsed(replace(RUN, states=states, calls=()))

    assert [] == found(svg, "run-zombie") + found(svg, "run-wait") + found(svg, "run-join")


def test_bad_endings_are_said() -> None:
    texts = said(parsed(RUN))

    assert {"exit status 3", "killed by signal 9"} <= set(texts)


def test_bad_ending_of_the_script_is_said_once() -> None:
    processes = (replace(RUN.main, exit_status=1), *RUN.processes[1:])
    run = replace(RUN, processes=processes, exit_status=1)

    assert "exit status 1" in figure_html(Timeline.of(run, ENGLISH), "x")
    assert "exit status 1" not in said(parsed(run))


@pytest.mark.parametrize(("start", "beside"), [(0.08, False), (0.5, True), (0.75, True)])
def test_a_bad_ending_is_said_where_nothing_is_in_the_way(start: float, *, beside: bool) -> None:
    processes = [
        replace(one, start=start, end=0.95) if one.pid == 103 else one for one in RUN.processes
    ]
    late = [Line(0.94 - number / 20, 103, "text", 0) for number in range(3)]
    run = replace(
        RUN,
        processes=tuple(processes),
        states=tuple(one for one in RUN.states if one.pid != 103),
        calls=tuple(one for one in RUN.calls if one.target != 103),
        lines=tuple(sorted(late, key=lambda line: line.time)),
    )
    plan = layout(Timeline.of(run, ENGLISH))

    (text,) = [one for one in parsed(run).iter(f"{SVG}text") if one.text == "exit status 3"]
    left = float(text.get("x") or 0)
    right = left + text_width("exit status 3", 10)
    (lane,) = [one for one in plan.lanes if one.process.pid == 103]

    assert lane.y == pytest.approx(float(text.get("y") or 0) - 3.5, abs=0.1)
    assert beside == (plan.scale.left <= left and right <= lane.start)
    assert lane.dots
    assert [] == [dot for dot in lane.dots if left < dot.right and dot.left < right]


def test_a_wait_is_named_beside_what_runs_meanwhile() -> None:
    busy = tuple(StateSlice(100, State.RUNNING, 0.12 + n / 10, 0.17 + n / 10, 0) for n in range(3))
    states = (*busy, *(one for one in RUN.states if one.pid != 100))

    svg = parsed(replace(RUN, states=states))
    plan = layout(Timeline.of(replace(RUN, states=states), ENGLISH))
    (text,) = [one for one in svg.iter(f"{SVG}text") if (one.text or "").startswith("join")]
    begin = float(text.get("x") or 0)
    end = begin + text_width(text.text or "", 10)

    assert plan.scale.x(0.37) <= begin
    assert end <= plan.scale.x(0.905)


def test_arrows_join_lanes() -> None:
    svg = parsed(RUN)

    counts = {
        name: len((found(svg, name)[0].get("d") or "").split("M")) - 1
        for name in ("run-start", "run-join", "run-signal")
    }
    # chen was never joined; ann's arrow starts at main although the forkserver forked her.
    assert {"run-start": 4, "run-join": 2, "run-signal": 1} == counts


def test_arrows_skip_folded_helpers_where_no_start_was_noted() -> None:
    (starts,) = found(parsed(replace(RUN, calls=())), "run-start")

    # ann's parent is the forkserver, whose parent is main.
    assert 4 == (starts.get("d") or "").count("M")


def test_running_ends_where_waiting_begins() -> None:
    texts = Page(figure_html(Timeline.of(RUN, ENGLISH), "x")).texts["td"]

    # Sampled until 0.12 s, but the call of `join` began at 0.11 s.
    first = texts.index("100")
    assert "running 0.13 s, sleeping 0.86 s" == texts[first + 7]


def test_helpers_are_folded() -> None:
    html = figure_html(Timeline.of(RUN, ENGLISH), "x")
    page = Page(html)

    lanes = [one.text for one in found(parsed(RUN), "run-name")]
    assert ["main", "ann", "bo <&>", "chen", "dee"] == lanes
    assert "Helpers of multiprocessing: forkserver" in page.texts["summary"]
    (details,) = [
        a for tag, a in page.elements if tag == "details" and "helpers" in str(a["class"])
    ]
    assert "open" not in details


def test_blocks_that_ran_are_marked() -> None:
    svg = parsed(RUN)

    assert ["Block 1: start, 0.10 s", "Block 2, 0.88 s"] == [
        title.text
        for title in svg.iter(f"{SVG}title")
        if title.text and title.text.startswith("Block")
    ]


def test_cpus_are_visible() -> None:
    texts = said(parsed(RUN))
    pinned = replace(RUN, states=tuple(replace(one, cpu=1) for one in RUN.states))
    single = replace(RUN, environment=replace(RUN.environment, usable_cpus=(3,)))

    assert {"CPU 0", "CPU 1", "CPU 0, 1", "2 CPUs", "peak: 4"} <= set(texts)
    assert "all on CPU 1" in said(parsed(pinned))
    assert "CPU 0" not in said(parsed(pinned))
    assert "1 CPU" in said(parsed(single))


def test_caption_says_where_and_how_long() -> None:
    page = Page(figure_html(Timeline.of(RUN, ENGLISH), "x"))

    assert ["synthetic.py"] == page.texts["strong"]
    assert "1.00 s · 5 processes · fork · Python 3.11.7 · 2 CPUs" in page.texts["span"]


def test_table_has_the_facts() -> None:
    page = Page(figure_html(Timeline.of(RUN, ENGLISH), "x"))

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


def test_join_that_ran_out_of_time_ends_nothing() -> None:
    calls = (Call(CallName.JOIN, 100, 103, 0.11, 0.5, 7, "MainThread"),)
    run = replace(RUN, calls=calls)
    texts = Page(figure_html(Timeline.of(run, ENGLISH), "x")).texts["td"]

    first = texts.index("103")
    assert "0.900 s" == texts[first + 4]


def test_lines_of_nobody_knows_whom_have_a_lane() -> None:
    run = replace(RUN, lines=(Line(0.5, 0, "who?", 0),))

    svg = parsed(run)

    assert ["main", "ann", "bo <&>", "chen", "dee", "all processes"] == [
        one.text for one in found(svg, "run-name")
    ]
    assert ["0"] == [one.get("data-lines") for one in found(svg, "run-dot")]


def test_markup_in_names_and_lines_stays_text() -> None:
    nasty = '"><script>alert(1)</script>&'
    run = replace(
        RUN,
        script=nasty,
        processes=tuple(replace(one, name=nasty) for one in RUN.processes),
        blocks=tuple(replace(one, name=nasty) for one in RUN.blocks),
        lines=(Line(0.5, 102, nasty, 0),),
    )

    page = Page(figure_html(Timeline.of(run, ENGLISH), "x", downloads=((nasty, nasty),)))

    assert "script" not in {tag for tag, _ in page.elements}
    assert nasty == terminal_text(nasty)
    assert [nasty] == page.texts["strong"]


def test_markup_in_the_command_stays_text() -> None:
    nasty = "</title><script>alert('it')</script>&"

    page = Page(page_html(replace(RUN, script=nasty, arguments=(nasty,)), "en"))

    assert 1 == [tag for tag, _ in page.elements].count("script")
    assert [f"{nasty} {nasty}"] == page.texts["h1"]


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
        replace(one, name=stored, role=Role.PROCESS) if one.pid in {101, 102} else one
        for one in RUN.processes
    ]

    labels_by_pid = Timeline.of(replace(RUN, processes=tuple(processes)), labels).labels_by_pid

    assert expected == [labels_by_pid[101].label, labels_by_pid[102].label]
    # In the figure the number stands below.
    drawn = said(parsed(replace(RUN, processes=tuple(processes)), labels))
    assert 2 == drawn.count(expected[0].partition(" [")[0])
    assert not set(expected) & set(drawn)


@pytest.mark.parametrize(
    ("labels", "expected"), [(ENGLISH, "Download: "), (CHINESE, "下载：")], ids=["en", "zh"]
)
def test_only_a_narrow_colon_has_a_space_behind_it(labels: Labels, expected: str) -> None:
    page = Page(figure_html(Timeline.of(RUN, labels), "x", downloads=(("JSON", "a.json"),)))

    assert expected in page.texts["p"]


def test_page_needs_nothing_else() -> None:
    page = Page(page_html(RUN, "zh_CN"))

    assert [value for value in page.values("href") if not value.startswith("#")] == []
    assert [] == page.values("src")
    assert ["zh-CN", "zh-CN"] == page.values("lang")
    assert ["synthetic.py --made by hand"] == page.texts["h1"]
