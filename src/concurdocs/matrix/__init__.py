"""Every download by every Python under every start method, compared with its page's run.

The standard library alone, so that it works on any system.
"""

from __future__ import annotations

from concurdocs.matrix._cells import Cell, Download
from concurdocs.matrix._interpreters import Interpreter, ask_interpreter, find_interpreters
from concurdocs.matrix._runner import load_matrix, run_matrix, save_matrix, summaries, table

__all__ = [
    "Cell",
    "Download",
    "Interpreter",
    "ask_interpreter",
    "find_interpreters",
    "load_matrix",
    "run_matrix",
    "save_matrix",
    "summaries",
    "table",
]
