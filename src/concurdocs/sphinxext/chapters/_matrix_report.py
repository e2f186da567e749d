"""The part of the report that tells how the downloads did by each Python and start method."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.matrix import load_matrix, summaries
from concurdocs.sphinxext.basis import _, extension_config

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from concurdocs.matrix import Cell


def matrix_of(app: Sphinx) -> list[Cell]:
    """Return the result of the matrix that ran last; nothing if none did."""
    name = extension_config(app).matrix
    return load_matrix(Path(app.confdir, name)) if name else []


def matrix_title(cells: list[Cell]) -> str:
    """Return how many runs of the matrix did as their pages show."""
    passed = sum(cell.passed for cell in cells)
    title = _("The downloads: {passed} of {total} runs did as their pages show")
    return title.format(passed=passed, total=len(cells))


def matrix_head() -> tuple[str, ...]:
    """Return the titles of the columns of `matrix_rows`."""
    return "Python", _("Start method"), _("Passed"), _("Failing scripts")


def matrix_rows(cells: list[Cell]) -> list[list[str]]:
    """Return a row for each Python and start method."""
    return [
        [
            summary.python,
            summary.method,
            f"{summary.passed} / {summary.total}",
            ", ".join(summary.failing) or "–",
        ]
        for summary in summaries(cells)
    ]
