"""Runs of a script whose code has moved since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concurdocs.runs import Call, CallName, Failure, FailureKind, Line, Run, renumber_lines
from helpers.places import DATA
from helpers.recordings import split

if TYPE_CHECKING:
    from concurdocs.recording import CodeBlock

RUN = Run.load(DATA / "runs" / "synthetic.json")


def test_line_numbers_follow_the_code() -> None:
    def places(blocks: tuple[CodeBlock, ...]) -> list[tuple[int, int]]:
        return [(block.first_line, block.last_line) for block in blocks]

    before = split("a\n# %% two\nb\nc\n")
    after = (replace(before[0], first_line=3), replace(before[1], first_line=14))
    name = RUN.script
    run = replace(
        RUN,
        blocks=tuple(
            replace(RUN.blocks[0], name=source.name, first_line=source.first_line,
                    last_line=source.last_line)
            for source in before
        ),
        lines=(
            Line(0.0, RUN.main.pid, f'  File "{name}", line 4, in <module>', 1),
            Line(0.1, RUN.main.pid, f"{name}:1: UserWarning: line 4", 0),
            Line(0.2, RUN.main.pid, 'File "other.py", line 4', 0),
        ),
        calls=(Call(CallName.JOIN, RUN.main.pid, None, 0.0, 0.1, 3, "MainThread"),),
        processes=(RUN.main, replace(RUN.processes[1], line=4)),
        failure=Failure(FailureKind.EXCEPTION, 3, "no", 1),
    )  # fmt: skip

    fitting = renumber_lines(run, places(after))

    assert [(3, 3), (14, 16)] == [(block.first_line, block.last_line) for block in fitting.blocks]
    assert [
        f'  File "{name}", line 16, in <module>',
        f"{name}:3: UserWarning: line 4",
        'File "other.py", line 4',
    ] == [line.text for line in fitting.lines]
    assert [15] == [call.line for call in fitting.calls]
    assert [None, 16] == [process.line for process in fitting.processes]
    assert fitting.failure is not None
    assert 15 == fitting.failure.line
    assert fitting is renumber_lines(fitting, places(after))
    assert run == renumber_lines(fitting, places(before))
