"""The timeline of a run as static SVG: first everything is placed, then it is written."""

from __future__ import annotations

from concurdocs.drawing.svg._layout import WIDTH, Layout, layout
from concurdocs.drawing.svg._legend import legend_html
from concurdocs.drawing.svg._text_metrics import pixels
from concurdocs.drawing.svg._thumbnail import thumbnail_svg
from concurdocs.drawing.svg._timeline_svg import helpers_svg, helpers_text, timeline_svg

__all__ = [
    "WIDTH",
    "Layout",
    "helpers_svg",
    "helpers_text",
    "layout",
    "legend_html",
    "pixels",
    "thumbnail_svg",
    "timeline_svg",
]
