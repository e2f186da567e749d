"""The console: lines of output as HTML whose text is exactly the output."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup

from concurdocs.drawing.markup import element, line_id, terminal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.drawing.labels import Labels
    from concurdocs.runs import Line
    from concurdocs.timeline import Timeline

_NEWLINE = Markup("\n")

_T = TypeVar("_T")

LINE_LIMIT = 1000
"""Lines shown at most; more would make a page slow and nobody reads them."""

_LENGTH_LIMIT = 20_000
"""Characters of a line shown at most, for the same reasons."""


def elide(lines: Sequence[_T], limit: int = LINE_LIMIT) -> tuple[Sequence[_T], int, Sequence[_T]]:
    """Leave out the middle of too many lines.

    Args:
        lines: All lines, or their numbers.
        limit: How many to keep at most.

    Returns:
        The lines before the gap, how many were left out (0: none), the lines after the gap.

    """
    if len(lines) <= limit:
        return lines, 0, ()
    tail = limit // 2
    head = limit - tail
    return lines[:head], len(lines) - limit, lines[len(lines) - tail :]


def page_text(line: Line, labels: Labels) -> str:
    """Return what a page shows of a line: what a terminal does, without the middle of too much.

    Args:
        line: The line.
        labels: Words in the page's language.

    """
    text = terminal_text(line.text)
    if len(text) <= _LENGTH_LIMIT:
        return text
    head, left_out, tail = elide(text, _LENGTH_LIMIT)
    return f"{head}{labels.characters_left_out(left_out)}{tail}"


def console_html(
    timeline: Timeline[Labels], lines: Sequence[int], ident: str, *, limit: int = LINE_LIMIT
) -> str:
    """Return lines of output as a ``<pre>`` whose text is exactly what a terminal shows.

    When and by whom a line was written stands beside it by style sheet, from attributes, so
    that copying gives the bare output.

    Args:
        timeline: The run that the lines are from.
        lines: Indices of lines in `Run.lines`, of all or of those of a block.
        ident: Makes the elements' ids unique on the page; give the figure the same to link
            its dots with these lines.
        limit: How many lines to show at most.

    Returns:
        HTML; an empty string if there are no lines.

    """
    if not lines:
        return ""
    before, left_out, after = elide(lines, limit)
    rows = [_line_html(timeline, index, ident) for index in before]
    if left_out:
        note = element("span", {"class": "run-elided"}, timeline.words.lines_left_out(left_out))
        rows += [note, _NEWLINE]
    rows += [_line_html(timeline, index, ident) for index in after]
    # Scrollable, hence focusable, hence named.
    attributes = {
        "class": "run-output",
        "role": "group",
        "tabindex": "0",
        "aria-label": timeline.words.output,
    }
    return str(element("pre", attributes, *rows))


def _line_html(timeline: Timeline[Labels], index: int, ident: str) -> Markup:
    line = timeline.run.lines[index]
    label = timeline.labels_by_pid[line.pid]
    attributes = {
        "class": f"run-line {label.css_class}",
        "id": line_id(ident, index),
        "data-pid": line.pid,
        "data-t": f"{line.time:.3f}",
        # A line of nobody knows whom has no label: the page says so once, not at every line.
        "data-label": label.label if line.pid else None,
    }
    # The text has an element of its own, or a style sheet could not keep a line of blanks.
    text = element("span", {"class": "run-text"}, page_text(line, timeline.words))
    return element("span", attributes, text) + _NEWLINE
