"""What the stage tells during a run, collected for the record."""

from __future__ import annotations

import ast
import contextlib
import multiprocessing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from concurdocs.runs import Block, Call, DisplayedValue, Failure, FailureKind, Picture

if TYPE_CHECKING:
    from pathlib import Path

    from concurdocs.recording._request import CodeBlock
    from concurdocs.runs import CallName


@dataclass(frozen=True, slots=True)
class Started:
    """A process that the script's own process started through `multiprocessing`."""

    pid: int
    name: str
    module: str
    line: int | None
    time: float


@dataclass(frozen=True, slots=True)
class Exited:
    """The end of such a process, as the script heard of it."""

    status: int
    time: float


@dataclass(frozen=True, slots=True)
class Raised:
    """How a block ended that did not run to its end."""

    block: int
    line: int | None
    text: str
    by_exit: bool
    status: int | None


@dataclass
class StageTranscript:
    """Everything told by the stage, and the verdict on it.

    Attributes:
        script: The file.
        code_blocks: Its blocks.
        arguments: Its command line.
        whole: Whether it runs as a whole, not in blocks that each have an output.
        failure: What went wrong first.
        stopped: Whether the recorder is to end the run.

    """

    script: Path
    code_blocks: tuple[CodeBlock, ...]
    arguments: tuple[str, ...]
    whole: bool = False
    failure: Failure | None = None
    stopped: bool = False
    raised: Raised | None = None
    method: str = ""
    started: dict[int, Started] = field(default_factory=dict)
    exits: dict[int, Exited] = field(default_factory=dict)
    depends_on: set[str] = field(default_factory=set)
    _begins: dict[int, float] = field(default_factory=dict)
    _ends: dict[int, tuple[float, DisplayedValue | None, tuple[Picture, ...]]] = field(
        default_factory=dict
    )
    _calls: dict[int, tuple[CallName, int | None, float, int | None, str]] = field(
        default_factory=dict
    )
    _returns: dict[int, float] = field(default_factory=dict)

    def fail(self, failure: Failure | None, *, stop: bool = True) -> None:
        """Note a failure; the first one counts, what follows is mostly its consequence."""
        if failure is not None:
            self.failure = self.failure or failure
            self.stopped = self.stopped or stop

    def note(self, kind: str, *values: Any) -> None:  # noqa: ANN401 - messages of the stage
        """Take in a message of the stage; each has a method of its name here."""
        getattr(self, "_note_" + kind.replace(" ", "_"))(*values)

    def _note_begin(self, block: int, time: float) -> None:
        self._begins[block] = time

    def _note_end(
        self,
        block: int,
        time: float,
        shown: tuple[str, str, str, str] | None,
        figures: list[tuple[str, str]],
    ) -> None:
        self._ends[block] = (
            time,
            DisplayedValue(*shown) if shown else None,
            tuple(Picture(file, title) for file, title in figures),
        )

    def _note_failed(  # noqa: PLR0913, PLR0917 - a message
        self,
        block: int,
        time: float,
        line: int | None,
        text: str,
        by_exit: bool,  # noqa: FBT001 - a message, not a call
        status: int | None,
    ) -> None:
        self._ends[block] = (time, None, ())
        self.raised = Raised(block, line, text, by_exit, status)

    def _note_fell_off(self, block: int, pid: int, line: int | None) -> None:
        message = (
            f"process {pid}, forked here, ran past the end of its block; "
            "end it inside the block, with os._exit()"
        )
        self.fail(
            Failure(
                FailureKind.FORK_ESCAPED, line or self.code_blocks[block].first_line, message, block
            ),
            stop=False,
        )

    def _note_call(  # noqa: PLR0913, PLR0917 - a message
        self,
        number: int,
        name: CallName,
        pid: int | None,
        time: float,
        line: int | None,
        thread: str,
    ) -> None:
        self._calls[number] = (name, pid, time, line, thread)

    def _note_returned(self, number: int, time: float) -> None:
        self._returns[number] = time

    def _note_started(self, number: int, pid: int, name: str, module: str) -> None:
        # `start` was called upon a process that had no number yet.
        function, _, begin, line, thread = self._calls[number]
        self._calls[number] = (function, pid, begin, line, thread)
        self.started[pid] = Started(pid, name, module, line, self._returns[number])

    def _note_exited(self, pid: int, status: int, time: float) -> None:
        # Told each time that the script asks; the first time counts.
        self.exits.setdefault(pid, Exited(status, time))

    def _note_imported(self, files: list[str]) -> None:
        self.depends_on.update(files)

    def _note_method(self, method: str) -> None:
        self.method = method

    # -- For the record --------------------------------------------------------------

    @property
    def finished(self) -> bool:
        """Whether the last block ran to its end."""
        return self.raised is None and len(self.code_blocks) - 1 in self._ends

    def start(self, default: float) -> float:
        """Return the moment the first block began, or `default` if none did."""
        return self._begins.get(0, default)

    def start_method(self) -> str:
        """Return the start method in use at the end, else the platform's default."""
        return self.method or multiprocessing.get_all_start_methods()[0]

    def docstring(self) -> str | None:
        """Return the script's docstring, which may stand outside of its blocks."""
        with contextlib.suppress(SyntaxError, ValueError):
            return ast.get_docstring(ast.parse(self.script.read_bytes()), clean=False)
        return None

    def blocks(self, start: float) -> tuple[Block, ...]:
        """Return the blocks with their times, `start` being zero."""
        found = []
        for index, source in enumerate(self.code_blocks):
            begin = self._begins.get(index)
            end, shown, figures = self._ends.get(index, (None, None, ()))
            found.append(
                Block(
                    source.name,
                    source.first_line,
                    source.last_line,
                    None if begin is None else round(begin - start, 6),
                    None if end is None else round(end - start, 6),
                    shown,
                    figures,
                )
            )
        return tuple(found)

    def calls(self, pid: int, start: float) -> tuple[Call, ...]:
        """Return what the process `pid` called, `start` being zero."""
        found = []
        for number, (name, target, begin, line, thread) in self._calls.items():
            end = self._returns.get(number)
            found.append(
                Call(
                    name,
                    pid,
                    target,
                    round(begin - start, 6),
                    None if end is None else round(end - start, 6),
                    line,
                    thread,
                )
            )
        return tuple(sorted(found, key=lambda call: call.begin))
