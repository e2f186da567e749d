"""Moving a run to other line numbers, when only text around the code has changed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.runs._run import Run


def renumber_lines(run: Run, places: Sequence[tuple[int, int]]) -> Run:
    """Return the run with the line numbers that its blocks have now.

    Args:
        run: A run of the same code, made when its blocks stood elsewhere in the script.
        places: First and last line of each block as it stands now.

    """
    moves = {
        line: line - block.first_line + first_line
        for block, (first_line, _) in zip(run.blocks, places, strict=True)
        for line in range(block.first_line, block.last_line + 1)
    }
    if all(old == new for old, new in moves.items()):
        return run

    def move(line: int) -> int:
        return moves.get(line, line)

    def move_known(line: int | None) -> int | None:
        return None if line is None else move(line)

    pattern = re.compile(
        rf'(File "{re.escape(run.script)}", line |\b{re.escape(run.script)}:)(\d+)'
    )

    def move_text(text: str) -> str:
        return pattern.sub(lambda match: f"{match[1]}{move(int(match[2]))}", text)

    return replace(
        run,
        blocks=tuple(
            replace(block, first_line=first_line, last_line=last_line)
            for block, (first_line, last_line) in zip(run.blocks, places, strict=True)
        ),
        lines=tuple(replace(line, text=move_text(line.text)) for line in run.lines),
        calls=tuple(replace(call, line=move_known(call.line)) for call in run.calls),
        processes=tuple(
            replace(process, line=move_known(process.line)) for process in run.processes
        ),
        failure=run.failure and replace(run.failure, line=move(run.failure.line)),
    )
