"""Comparing what a download printed with what its page shows."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concurdocs.matrix._cells import Download

_AROUND_ERROR = re.compile(
    r"\s|$|Traceback \(|Process [^ ].*:$|The above exception |During handling "
)
"""Begins lines around an error that nobody caught: each Python words these in its own way."""

_BLANKED = (
    (re.compile(r"\b(process|child of process|pid) \d+"), r"\1 #"),
    (re.compile(r"\b\d+(\.\d+)? ?(s|ms|seconds|MB|%)(?!\w)"), r"# \2"),
    (re.compile(r"(\('127\.0\.0\.1', )\d+\)"), r"\1#)"),
)
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_NUMBERS = re.compile(r"\[[\d, ]*\]|\d+")


def compare_lines(download: Download, method: str, printed: Sequence[str]) -> str:
    """Return how what was printed differs from the page; empty if it doesn't.

    Numbers of processes and times are blanked. The order counts, too, except in scripts whose
    text says that some order is luck: there it counts only for the lines of the script itself.

    Args:
        download: The script.
        method: The start method that it was run by.
        printed: Its lines.

    """
    numbers = download.options.varies == "numbers"
    default = f"start method: {download.run.environment.start_method}"
    page = [
        (line.pid, line.text.replace(default, f"start method: {method}"))
        for line in download.run.lines
    ]
    expected = blank((text for _, text in page), numbers=numbers)
    actual = blank(printed, numbers=numbers)
    if expected == actual:
        return ""
    missing, added = Counter(expected) - Counter(actual), Counter(actual) - Counter(expected)
    if missing or added:
        differences = (("missing", missing), ("not on the page", added))
        return "; ".join(f"{word}: {next(iter(lines))!r}" for word, lines in differences if lines)
    if "luck" not in download.text:
        return "the lines are in another order, and the text does not say that it is luck"
    main = download.run.main.pid
    own = blank((text for pid, text in page if pid == main), numbers=numbers)
    remaining = iter(actual)
    if not all(line in remaining for line in own):
        return "the script's own lines are in another order"
    return ""


def blank(lines: Iterable[str], *, numbers: bool = False) -> list[str]:
    """Blank what differs from run to run, and leave of an uncaught error only its kind.

    Args:
        lines: What was printed.
        numbers: Whether to blank all numbers and lists of numbers.

    """
    blanked = []
    uncaught = False
    for line in (_COLOURS.sub("", line) for line in lines):
        if _AROUND_ERROR.match(line):
            uncaught = uncaught or line.startswith("Traceback")
            continue
        if uncaught:  # the error itself, below the lines that led to it
            blanked.append(line.partition(":")[0])
            uncaught = False
            continue
        for pattern, replacement in _BLANKED:
            line = pattern.sub(replacement, line)  # noqa: PLW2901 - one step after the other
        blanked.append(_NUMBERS.sub("#", line) if numbers else line)
    return blanked
