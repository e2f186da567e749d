"""A run as one HTML page that needs nothing else, to be opened from a disk."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from concurdocs.drawing.html._figure import figure_html
from concurdocs.drawing.labels import labels_for

if TYPE_CHECKING:
    from concurdocs.runs import Run

STATIC_FILES = ("concurdocs.css", "concurdocs.js")
"""Files of the folder ``static`` that a page with figures needs."""


def static_text(name: str) -> str:
    """Return one of `STATIC_FILES`."""
    return (
        resources.files("concurdocs.drawing").joinpath("static", name).read_text(encoding="utf-8")
    )


def page_html(run: Run, language: str) -> str:
    """Return a self-contained page with the figure, the console and the replay of a run.

    Args:
        run: The run.
        language: Tag of the page's language, such as ``en`` or ``zh_CN``.

    """
    labels = labels_for(language)
    command = " ".join([run.script, *run.arguments])
    return (
        f'<!DOCTYPE html>\n<html lang="{labels.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(labels.title.format(script=run.script))}</title>\n"
        f"<style>\n{static_text('concurdocs.css')}</style>\n</head>\n"
        f'<body class="run-page">\n<main>\n<h1>{escape(command)}</h1>\n'
        f"{figure_html(run, labels, 'run')}\n</main>\n"
        f"<script>\n{static_text('concurdocs.js')}</script>\n</body>\n</html>\n"
    )
