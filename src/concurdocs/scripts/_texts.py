"""The texts of examples: those in a script, and those of its translation beside it.

Beside ``plot_join.py``, the file ``plot_join.zh.rst`` holds the text in the language of the
folder ``zh``: first what stands for the docstring, the title and the introduction, and then
for each text block of the script, behind a comment ``.. %% name``, its translation.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT_HEADER = re.compile(r"^# ?%%[ \t]*(?P<name>[A-Za-z_][\w-]*)?.*$")
_SIDECAR_HEADER = re.compile(r"^\.\. %%[ \t]*(?P<name>\S+)[ \t]*$")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text of an example.

    Attributes:
        name: What the text block is called; empty for the docstring, and where a name is
            missing.
        line: Number of its first line.
        text: The text, without comment signs.

    """

    name: str
    line: int
    text: str


def script_blocks(script: str) -> list[TextBlock]:
    """Return a script's texts: the docstring's, and those of blocks that have text.

    The signs around them are left out, and all code.
    """
    return [_docstring(script), *text_blocks(script)]


def _docstring(script: str) -> TextBlock:
    try:
        tree = ast.parse(script)
    except SyntaxError:
        return TextBlock("", 1, "")  # Python tells when the script runs
    if not tree.body or not (text := ast.get_docstring(tree)):
        return TextBlock("", 1, "")
    lead = script.splitlines()[tree.body[0].lineno - 1].strip()
    return TextBlock("", tree.body[0].lineno + (lead.strip("rR") in {'"""', "'''"}), text)


def text_name(line: str) -> str | None:
    """Return the name of the text block that a line opens.

    Args:
        line: Of a script.

    Returns:
        The name behind its ``# %%``, empty if there is none; None if the line is no such line.

    """
    match = _TEXT_HEADER.match(line)
    return match and (match["name"] or "")


def text_blocks(script: str) -> Iterator[TextBlock]:
    """Find the text blocks of a script that have text, as sphinx-gallery does.

    Each is the comment lines behind a ``# %%`` line, which is the line before the block's.
    """
    lines = script.splitlines()
    for number, line in enumerate(lines):
        if (name := text_name(line)) is not None:
            end = comment_end(lines, number + 1)
            text = "\n".join(line[1:].removeprefix(" ") for line in lines[number + 1 : end])
            if text.strip():
                yield TextBlock(name, number + 2, text)


def sidecar_blocks(sidecar: str) -> list[TextBlock]:
    """Return the texts of a translation: the first stands for the docstring."""
    blocks = [TextBlock("", 1, "")]
    for number, line in enumerate(sidecar.splitlines(), 1):
        if match := _SIDECAR_HEADER.match(line):
            blocks.append(TextBlock(match["name"], number + 1, ""))
        else:
            last = blocks[-1]
            blocks[-1] = TextBlock(last.name, last.line, f"{last.text}{line}\n")
    return blocks


def comment_end(lines: list[str], start: int) -> int:
    """Return the index of the first line from `start` on that is no comment."""
    end = start
    while end < len(lines) and lines[end].startswith("#"):
        end += 1
    return end


def docstring_lines(script: str) -> tuple[int, int] | None:
    """Return the numbers of the first and the last line of a script's docstring."""
    try:
        body = ast.parse(script).body
    except SyntaxError:
        return None  # Python tells when the script runs
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        return body[0].lineno, body[0].end_lineno or body[0].lineno
    return None
