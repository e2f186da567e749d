"""What all that is drawn is written with: elements, ids, and the text of a terminal."""

from __future__ import annotations

from concurdocs.drawing.markup._elements import EMPTY, Attributes, element, joined, shape
from concurdocs.drawing.markup._ids import dot_id, line_id
from concurdocs.drawing.markup._terminal_text import terminal_text

__all__ = [
    "EMPTY",
    "Attributes",
    "dot_id",
    "element",
    "joined",
    "line_id",
    "shape",
    "terminal_text",
]
