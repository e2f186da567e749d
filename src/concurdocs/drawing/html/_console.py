"""The console: lines of output as HTML whose text is exactly the output."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, TypeVar

from concurdocs.drawing.html._terminal_text import terminal_text
from concurdocs.timeline import process_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.drawing.labels import Labels
    from concurdocs.runs import Line, Run
    from concurdocs.timeline import ProcessLabel

__all__ = ["LINE_LIMIT", "console_html", "elide", "line_id", "page_text"]

_T = TypeVar("_T")

LINE_LIMIT = 1000
"""Lines shown at most; more would make a page slow and nobody reads them."""

_LENGTH_LIMIT = 20_000
"""Characters of a line shown at most, for the same reasons."""


def line_id(ident_prefix: str, index: int) -> str:
    """Return the id of the element that shows line `index` of `Run.lines`."""
    return f"{ident_prefix}-l{index}"


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


def console_html(  # noqa: PLR0913 - what can be chosen about a console
    run: Run,
    lines: Sequence[Line],
    labels: Labels,
    ident_prefix: str,
    *,
    limit: int = LINE_LIMIT,
    known: dict[int, ProcessLabel] | None = None,
) -> str:
    """Return lines of output as a ``<pre>`` whose text is exactly what a terminal shows.

    When and by whom a line was written stands beside it by style sheet, from attributes, so
    that copying gives the bare output.

    Args:
        run: The run that the lines are from.
        lines: Elements of `run.lines`, all or those of a block.
        labels: Words in the page's language.
        ident_prefix: Makes the elements' ids unique on the page; give the figure the same
            to link its dots with these lines.
        limit: How many lines to show at most.
        known: How processes are shown, where that is not to be worked out from `run`.

    Returns:
        HTML; an empty string if there are no lines.

    """
    if not lines:
        return ""
    known = known or process_labels(run, labels)
    # Two lines may be equal, so that only their identity says which one it is.
    indices = {id(line): index for index, line in enumerate(run.lines)}
    before, left_out, after = elide(lines, limit)

    def rows(some: Sequence[Line]) -> list[str]:
        return [
            _line_html(
                line,
                page_text(line, labels),
                known[line.pid],
                ident_prefix,
                indices.get(id(line)),
            )
            for line in some
        ]

    parts = rows(before)
    if left_out:
        said = escape(labels.lines_left_out(left_out))
        parts.append(f'<span class="run-elided">{said}</span>\n')
    parts += rows(after)
    name = escape(labels.output)
    # Scrollable, hence focusable, hence named.
    start = f'<pre class="run-output" role="group" tabindex="0" aria-label="{name}">'
    return start + "".join(parts) + "</pre>"


def _line_html(
    line: Line, text: str, identity: ProcessLabel, ident_prefix: str, index: int | None
) -> str:
    ident = "" if index is None else f' id="{escape(line_id(ident_prefix, index))}"'
    # A line of nobody knows whom has no label: the page says so once, not at every line.
    label = f' data-label="{escape(identity.label)}"' if line.pid else ""
    # The text has an element of its own, or a style sheet could not keep a line of blanks.
    said = f'<span class="run-text">{escape(text, quote=False)}</span>'
    return (
        f'<span class="run-line {identity.css_class}"{ident} data-pid="{line.pid}"'
        f' data-t="{line.time:.3f}"{label}>{said}</span>\n'
    )
