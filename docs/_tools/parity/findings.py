"""What the gate finds, written so that one can act on it."""

from __future__ import annotations

import difflib
import textwrap
from dataclasses import dataclass

_CONTEXT = 2
"""Unchanged lines around a change; a line is a sentence, so that two are enough."""


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file.

    Attributes:
        path: The file, relative to the project's folder, with slashes.
        line: Number of the line, from 1.

    """

    path: str
    line: int = 1

    def __str__(self) -> str:
        """Write it as compilers do, so that editors and terminals can go there."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in which two texts are not in step.

    Attributes:
        place: Where it is seen.
        message: What is wrong.
        other: The place in the other language.
        advice: What to do there, or here.
        details: Lines to look at, such as a difference; may be empty.

    """

    place: Location
    message: str
    other: Location
    advice: str
    details: str = ""

    def __str__(self) -> str:
        """Write it for a terminal, in two lines and the details."""
        lines = f"{self.place}: {self.message}\n    {self.other}: {self.advice}"
        if not self.details:
            return lines
        return f"{lines}\n{textwrap.indent(self.details, ' ' * 6)}"


def difference(old: str, new: str, names: tuple[str, str]) -> str:
    """Show how a text changed, as a unified diff.

    Args:
        old: The text before.
        new: The text now.
        names: What to call the two.

    """
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), *names, n=_CONTEXT, lineterm=""
    )
    return "\n".join(line.rstrip() for line in lines)


def first_change(old: str, new: str) -> int:
    """Return the number of the first line, from 1, that is new or behind which one is gone."""
    before, after = old.splitlines(), new.splitlines()
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    return max(1, min(same + 1, len(after)))
