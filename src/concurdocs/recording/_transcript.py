"""What the stage told during a run, and nothing else."""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concurdocs.recording.stage import (
    BlockBegan,
    BlockEnded,
    BlockFailed,
    CallBegan,
    CallReturned,
    FilesImported,
    ProcessExited,
    ProcessStarted,
    StartMethodUsed,
)
from concurdocs.runs import Call, CallName

if TYPE_CHECKING:
    from concurdocs.recording.stage import Message


@dataclass(frozen=True, slots=True)
class StartedProcess:
    """A process that the script's own process started through `multiprocessing`.

    Attributes:
        pid: Its number.
        name: Its name in the script.
        module: Where the function is that it runs.
        line: The line of the script that started it, where known.
        time: When it had been started.

    """

    pid: int
    name: str
    module: str
    line: int | None
    time: float


@dataclass
class StageTranscript:
    """Everything told by the stage, put where it is looked for; times are as it told them.

    Attributes:
        failed: How the script ended, if by an exception.
        started: The processes it started, by number.
        exits: The ends of processes as it heard of them.
        imported: Files that it imported.
        begins: When each block began.
        ends: How each block ended.

    """

    failed: BlockFailed | None = None
    started: dict[int, StartedProcess] = field(default_factory=dict)
    exits: dict[int, ProcessExited] = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)
    begins: dict[int, float] = field(default_factory=dict)
    ends: dict[int, BlockEnded | BlockFailed] = field(default_factory=dict)
    _start_method: str = ""
    _calls: dict[int, CallBegan] = field(default_factory=dict)
    _returns: dict[int, float] = field(default_factory=dict)
    _targets: dict[int, int] = field(default_factory=dict)

    def note(self, message: Message) -> None:
        """Take in a message; of an escaped fork nothing is recorded but the failure."""
        match message:
            case BlockBegan():
                self.begins[message.block] = message.time
            case BlockEnded():
                self.ends[message.block] = message
            case BlockFailed():
                self.ends[message.block] = self.failed = message
            case CallBegan():
                self._calls[message.number] = message
            case CallReturned():
                self._returns[message.number] = message.time
            case ProcessStarted():
                self._note_started(message)
            case ProcessExited():
                # Told each time that the script asks; the first time counts.
                self.exits.setdefault(message.pid, message)
            case StartMethodUsed():
                self._start_method = message.method
            case FilesImported():
                self.imported.update(message.files)

    def _note_started(self, message: ProcessStarted) -> None:
        # `start` was called upon a process that had no number yet.
        self._targets[message.number] = message.pid
        self.started[message.pid] = StartedProcess(
            message.pid,
            message.name,
            message.module,
            self._calls[message.number].line,
            self._returns[message.number],
        )

    def start(self, default: float) -> float:
        """Return the moment the first block began, or `default` if none did."""
        return self.begins.get(0, default)

    def start_method(self) -> str:
        """Return the start method in use at the end, else the platform's default."""
        return self._start_method or multiprocessing.get_all_start_methods()[0]

    def calls(self, pid: int, start: float) -> tuple[Call, ...]:
        """Return what the process `pid` called, `start` being zero."""
        calls = []
        for number, call in self._calls.items():
            end = self._returns.get(number)
            calls.append(
                Call(
                    CallName(call.function),
                    pid,
                    self._targets.get(number, call.pid),
                    round(call.time - start, 6),
                    None if end is None else round(end - start, 6),
                    call.line,
                    call.thread,
                )
            )
        return tuple(sorted(calls, key=lambda call: call.begin))
