"""What a terminal would show of a line of output, as text that is safe to display."""

from __future__ import annotations

import re
import unicodedata

_ESCAPE = re.compile(
    r"\x1b\[([0-?]*)[ -/]*([@-~])"  # control sequences: colours, cursor, erasing
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # strings: titles, hyperlinks
    r"|\x1b[ -/]*[0-~]"  # two-character escapes
    r"|\r"
)
_FIRST_PICTURE = 0x2400
_DELETE = 0x7F
_SPACE = 0x20
_NON_CHARACTER = 0xFFFE


def terminal_text(line_text: str) -> str:
    r"""Return what a terminal would show of a line, without colours and control characters.

    Escape sequences are removed, carriage returns overwrite from the start of the line and
    "erase line" sequences are obeyed, so that a progress bar leaves its last stage. Any
    other control character but the tab becomes its picture (``␀`` for NUL), because a page
    can't hold it and hiding it would be a lie. The result is not escaped for HTML.

    Args:
        line_text: A line without its line feed, as in `Line.text`.

    """
    if line_text.isprintable():
        return line_text
    if "\x1b" not in line_text and "\r" not in line_text:
        return "".join(map(_visible, line_text))
    cells: list[str] = []
    column = 0
    position = 0
    for match in _ESCAPE.finditer(line_text):
        column = _write(cells, column, line_text[position : match.start()])
        position = match.end()
        if match.group() == "\r":
            column = 0
        elif match.group(2) == "K":
            _erase(cells, column, match.group(1))
    _write(cells, column, line_text[position:])
    return "".join(cells)


def _write(cells: list[str], column: int, text: str) -> int:
    """Put `text` into the terminal's cells from `column` on; return the next column."""
    for character in text:
        if unicodedata.combining(character) and column:
            cells[column - 1] += character
            continue
        # A wide (Han) character takes two cells; its second holds nothing.
        width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        cells.extend(" " * (column + width - len(cells)))
        # Where half of a wide character is overwritten, the other half becomes blank.
        if not cells[column]:
            cells[column - 1] = " "
        if column + width < len(cells) and not cells[column + width]:
            cells[column + width] = " "
        cells[column : column + width] = [_visible(character), ""][:width]
        column += width
    return column


def _erase(cells: list[str], column: int, how: str) -> None:
    """Obey "erase in line": to the end of the line, to its start, or all of it."""
    if how in {"", "0"}:
        del cells[column:]
    elif how == "2":
        cells.clear()
    elif how == "1":
        cells[: column + 1] = " " * min(column + 1, len(cells))


def _visible(character: str) -> str:
    code = ord(character)
    if code < _SPACE and character != "\t":
        return chr(_FIRST_PICTURE + code)
    if code == _DELETE:
        return "␡"
    # There are no pictures for the second set of controls, and neither HTML nor XML can
    # hold half a surrogate pair or a non-character.
    if unicodedata.category(character) == "Cs" or code & _NON_CHARACTER == _NON_CHARACTER:
        return f"\\u{code:04x}"
    if unicodedata.category(character) == "Cc" and character != "\t":
        return f"\\x{code:02x}"
    return character
