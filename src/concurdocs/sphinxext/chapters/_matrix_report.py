"""The part of the report that tells how the downloads did by each Python and start method."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.matrix import load_matrix, summaries
from concurdocs.sphinxext._config import ExtensionConfig
from concurdocs.sphinxext._words import words_for

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from concurdocs.matrix import Cell


def matrix_of(app: Sphinx) -> list[Cell]:
    """Return the result of the matrix that ran last; nothing if none did."""
    name = ExtensionConfig.of(app.config).matrix
    return load_matrix(Path(app.confdir, name)) if name else []


def matrix_title(app: Sphinx, cells: list[Cell]) -> str:
    """Return how many runs of the matrix did as their pages show."""
    passed = sum(cell.passed for cell in cells)
    return words_for(app.config.language).matrix.format(passed, len(cells))


def matrix_rows(cells: list[Cell]) -> list[list[str]]:
    """Return a row for each Python and start method."""
    return [
        [one.python, one.method, f"{one.passed} / {one.total}", ", ".join(one.failing) or "–"]
        for one in summaries(cells)
    ]
