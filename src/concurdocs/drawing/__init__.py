"""Shows a run: console, figure with replay, tables, stand-alone page and trace export.

Reads timelines and computes nothing twice; knows nothing of Sphinx.
"""

from __future__ import annotations

from concurdocs.drawing._trace_event import trace_events
from concurdocs.drawing.html import console_html, elide, figure_html, page_html, page_text
from concurdocs.drawing.labels import LANGUAGES, Labels, labels_for
from concurdocs.drawing.svg import thumbnail_svg

__all__ = [
    "LANGUAGES",
    "Labels",
    "console_html",
    "elide",
    "figure_html",
    "labels_for",
    "page_html",
    "page_text",
    "thumbnail_svg",
    "trace_events",
]
