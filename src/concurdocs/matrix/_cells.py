"""What is run in the matrix, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurdocs.runs import Run
    from concurdocs.scripts import ScriptOptions


@dataclass(frozen=True, slots=True)
class Download:
    """A script as it is downloaded, and the run that its page shows.

    Attributes:
        name: File name.
        text: The script, needing nothing but Python.
        options: How it is to be run.
        run: What its page shows.

    """

    name: str
    text: str
    options: ScriptOptions
    run: Run


@dataclass(frozen=True, slots=True)
class Cell:
    """One run of the matrix.

    Attributes:
        python: Version of the interpreter.
        method: The start method.
        script: File name.
        problem: What is not as on the page; empty if all is.
        seconds: How long it took.
        attempts: How many runs it took until it was as on the page.
        lines_as_on_page: Whether the lines are those of the page. Where they may differ,
            no is not a problem.

    """

    python: str
    method: str
    script: str
    problem: str
    seconds: float
    attempts: int = 1
    lines_as_on_page: bool = True

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problem
