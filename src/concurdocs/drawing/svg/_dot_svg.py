"""Dots as SVG: links to the lines of output that they stand for."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from concurdocs.drawing.html._console import line_id
from concurdocs.drawing.html._terminal_text import terminal_text
from concurdocs.drawing.svg._text_metrics import pixels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from concurdocs.drawing.svg._dots import Dot
    from concurdocs.drawing.svg._lanes import Lane
    from concurdocs.drawing.svg._layout import Layout

_TITLE_LINES = 4
_TITLE_LETTERS = 200
"""What a tooltip shows of the lines of a dot, and of each of them."""


def dots_svg(plan: Layout, dots: Iterable[Dot], ident: str, shown: Collection[int] | None) -> str:
    """Return the dots of lines of output.

    Args:
        plan: The figure they are part of.
        dots: The dots.
        ident: Prefix of the ids on the page.
        shown: Indices of the lines that the page's console shows, to which dots are linked;
            None if it has no console.

    """
    radius = min(4.5, plan.metrics.bar / 2 - 1)
    parts: list[str] = []
    lane: Lane | None = None
    for dot in dots:
        if dot.lane is not lane:
            parts.append("</g>" if lane else "")
            parts.append(f'<g class="{dot.lane.identity.css_class}">')
            lane = dot.lane
        parts.append(_dot_svg(plan, dot, ident, shown, radius))
    if lane:
        parts.append("</g>")
    return "".join(parts)


def _dot_svg(
    plan: Layout, dot: Dot, ident: str, shown: Collection[int] | None, radius: float
) -> str:
    title = escape(_dot_title(plan, dot))
    y = dot.lane.y
    if dot.right - dot.left < 1:
        shape = f'<circle cx="{pixels(dot.left)}" cy="{pixels(y)}" r="{pixels(radius)}"/>'
    else:
        shape = (
            f'<rect x="{pixels(dot.left - radius)}" y="{pixels(y - radius)}"'
            f' width="{pixels(dot.right - dot.left + 2 * radius)}"'
            f' height="{pixels(2 * radius)}" rx="{pixels(radius)}"/>'
        )
    content = f"{shape}<title>{title}</title>"
    linked = [index for index in dot.indices if shown is not None and index in shown]
    if not linked:
        return f'<g class="run-dot">{content}</g>'
    indices = " ".join(map(str, linked))
    name = escape(f"{ident}-d{linked[0]}")
    return (
        f'<a class="run-dot" id="{name}" href="#{escape(line_id(ident, linked[0]))}"'
        f' data-lines="{indices}" aria-label="{title}" tabindex="-1">{content}</a>'
    )


def _dot_title(plan: Layout, dot: Dot) -> str:
    lines = [plan.run.lines[index] for index in dot.indices]
    texts = [_beginning(terminal_text(line.text)) for line in lines[:_TITLE_LINES]]
    who = dot.lane.identity.label
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
