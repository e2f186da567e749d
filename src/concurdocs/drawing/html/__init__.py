"""Figure, console, tables and page of a run as HTML."""

from __future__ import annotations

from concurdocs.drawing.html._console import console_html, elide, page_text
from concurdocs.drawing.html._figure import figure_html
from concurdocs.drawing.html._page import page_html, static_text

__all__ = ["console_html", "elide", "figure_html", "page_html", "page_text", "static_text"]
