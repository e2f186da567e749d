"""Dots as SVG: links to the lines of output that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.drawing.markup import dot_id, element, joined, line_id, shape, terminal_text
from concurdocs.drawing.svg._text_metrics import pixels

if TYPE_CHECKING:
    from collections.abc import Collection

    from markupsafe import Markup

    from concurdocs.drawing.svg._dots import Dot
    from concurdocs.drawing.svg._lanes import Lane
    from concurdocs.drawing.svg._layout import Layout

_TITLE_LINES = 4
_TITLE_LETTERS = 200
"""What a tooltip shows of the lines of a dot, and of each of them."""


def dots_svg(plan: Layout, ident: str, linked_lines: Collection[int]) -> Markup:
    """Return the dots of lines of output.

    Args:
        plan: The figure they are part of.
        ident: Prefix of the ids on the page.
        linked_lines: Indices of the lines that consoles on the page show, to which dots are
            linked.

    """
    return joined(
        element(
            "g",
            {"class": lane.process.label.css_class},
            *(_dot_svg(plan, lane, dot, _link(dot, ident, linked_lines)) for dot in lane.dots),
        )
        for lane in plan.lanes
        if lane.dots
    )


def _link(dot: Dot, ident: str, linked_lines: Collection[int]) -> dict[str, str]:
    """Return what makes a dot a link, nothing if none of its lines is on the page."""
    linked = [index for index in dot.indices if index in linked_lines]
    if not linked:
        return {}
    return {
        "id": dot_id(ident, linked[0]),
        "href": f"#{line_id(ident, linked[0])}",
        "data-lines": " ".join(map(str, linked)),
    }


def _dot_svg(plan: Layout, lane: Lane, dot: Dot, link: dict[str, str]) -> Markup:
    title = _dot_title(plan, lane, dot)
    content = (_dot_shape(plan, lane.y, dot), element("title", {}, title))
    if not link:
        return element("g", {"class": "run-dot"}, *content)
    attributes = {"class": "run-dot", **link, "aria-label": title, "tabindex": "-1"}
    return element("a", attributes, *content)


def _dot_shape(plan: Layout, y: float, dot: Dot) -> Markup:
    radius = min(4.5, plan.metrics.bar / 2 - 1)
    if dot.right - dot.left < 1:
        return shape("circle", {"cx": pixels(dot.left), "cy": pixels(y), "r": pixels(radius)})
    box = {
        "x": pixels(dot.left - radius),
        "y": pixels(y - radius),
        "width": pixels(dot.right - dot.left + 2 * radius),
        "height": pixels(2 * radius),
        "rx": pixels(radius),
    }
    return shape("rect", box)


def _dot_title(plan: Layout, lane: Lane, dot: Dot) -> str:
    lines = [plan.run.lines[index] for index in dot.indices]
    texts = [_beginning(terminal_text(line.text)) for line in lines[:_TITLE_LINES]]
    who = lane.process.label.label
    if len(lines) == 1:
        moment = plan.labels.moment(lines[0].time)
        return plan.labels.printed.format(moment=moment, who=who, text=texts[0])
    if len(lines) > _TITLE_LINES:
        texts.append("…")
    span = plan.labels.span(lines[0].time, lines[-1].time)
    count = plan.labels.line_count(len(lines))
    return "\n".join([plan.labels.printed_more.format(span=span, who=who, lines=count), *texts])


def _beginning(text: str) -> str:
    return text if len(text) <= _TITLE_LETTERS else text[: _TITLE_LETTERS - 1] + "…"
