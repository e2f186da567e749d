"""The figure of a made-up run, and what can be asked of its HTML and SVG."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from concurdocs.drawing.labels import CHINESE, ENGLISH
from concurdocs.drawing.svg import layout, timeline_svg
from concurdocs.runs import Run
from concurdocs.timeline import Timeline
from helpers.places import DATA

if TYPE_CHECKING:
    from concurdocs.drawing import Labels

RUN_FILE = DATA / "runs" / "synthetic.json"
RUN = Run.load(RUN_FILE)
SVG = "{http://www.w3.org/2000/svg}"
VOID = {"meta", "input", "br", "img", "link"}
"""Elements without an end tag."""

both_languages = pytest.mark.parametrize("labels", [ENGLISH, CHINESE], ids=["en", "zh"])


class ParsedHtml(HTMLParser):
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
    """Draw a run, with all its lines linked."""
    return timeline_svg(layout(Timeline.of(run, labels)), "x", range(len(run.lines)))


def svg_tree(run: Run, labels: Labels = ENGLISH) -> ET.Element:
    """Draw a run and parse the drawing."""
    return ET.fromstring(svg_of(run, labels))  # noqa: S314 - our own text


def with_class(svg: ET.Element, css_class: str) -> list[ET.Element]:
    """Return the elements of a class."""
    return [element for element in svg.iter() if css_class in (element.get("class") or "").split()]


def drawn_texts(svg: ET.Element) -> list[str]:
    """Return all texts that are drawn, without tooltips."""
    return [element.text for element in svg.iter(f"{SVG}text") if element.text]
