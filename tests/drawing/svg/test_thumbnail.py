"""The small picture of a run in lists of examples."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from concurdocs.drawing import thumbnail_svg
from concurdocs.drawing.svg._thumbnail import HEIGHT, WIDTH
from concurdocs.runs import Run
from helpers.places import DATA

RUN = Run.load(DATA / "runs" / "synthetic.json")
SVG = "{http://www.w3.org/2000/svg}"


def test_has_a_lane_for_each_process_that_is_no_helper() -> None:
    lanes = ET.fromstring(thumbnail_svg(RUN)).findall(f"{SVG}g")  # noqa: S314 - our own text
    helpers = {"forkserver", "resource tracker"}
    assert len([one for one in RUN.processes if one.role not in helpers]) == len(lanes)


def test_stays_inside_the_picture_and_shows_zombies() -> None:
    picture = ET.fromstring(thumbnail_svg(RUN))  # noqa: S314 - our own text
    for bar in picture.iter(f"{SVG}rect"):
        x, y, width, height = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        assert (x >= 0, y >= 0) == (True, True)
        assert (x + width <= WIDTH, y + height <= HEIGHT) == (True, True)
    seen = {one.state for one in RUN.states}
    drawn = {bar.get("class") for bar in picture.iter(f"{SVG}rect")}
    assert ("zombie" in seen) == ("zombie" in drawn)


def test_is_the_same_for_the_same_run() -> None:
    assert thumbnail_svg(RUN) == thumbnail_svg(Run.from_json(RUN.to_json()))
