"""The parts of a record: environment, processes, states, lines, calls, blocks, failure.

See `Run` for what times mean and what is sampled. The values of the enumerations are the words
that stand in a stored record; a field whose name there is another has it as ``stored_as``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """What a process was doing, in the words of ``proc_pid_stat(5)``."""

    RUNNING = "running"
    """Running or ready to run (Linux ``R``)."""
    SLEEPING = "sleeping"
    """Waiting for something (``S``), or idle (``I``)."""
    DISK_WAIT = "disk wait"
    """Waiting without being interruptible (``D``)."""
    STOPPED = "stopped"
    """Stopped by a signal or a debugger (``T``)."""
    ZOMBIE = "zombie"
    """Ended, but not yet waited for by its parent (``Z``)."""


class Role(StrEnum):
    """What a process is there for."""

    MAIN = "main"
    """The script's own."""
    PROCESS = "process"
    """Started by the script."""
    WORKER = "worker"
    """Belongs to a pool or an executor."""
    MANAGER = "manager"
    """The server of a `multiprocessing.Manager`."""
    FORKSERVER = "forkserver"
    RESOURCE_TRACKER = "resource tracker"
    COMMAND = "command"
    """Runs another program."""


HELPERS = frozenset({Role.FORKSERVER, Role.RESOURCE_TRACKER})
"""What `multiprocessing` starts for itself."""


class CallName(StrEnum):
    """The calls that are noted: of processes, of futures and of a pool's results."""

    START = "start"
    JOIN = "join"
    TERMINATE = "terminate"
    KILL = "kill"
    RESULT = "result"
    GET = "get"


class FailureKind(StrEnum):
    """Why a run counts as failed; see `Failure`."""

    EXCEPTION = "exception"
    EXIT = "exit"
    CRASH = "crash"
    FORK_ESCAPED = "fell off"
    """A forked child ran on behind its block."""
    TIME_LIMIT = "time limit"
    OUTPUT_LIMIT = "output limit"
    INTERRUPTED = "interrupted"
    CHILD_FAILED = "child failed"
    LEFTOVER = "leftover"
    """A process outlived the script."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a run was made.

    Attributes:
        python: Version of the interpreter, such as ``3.11.7``.
        implementation: Its name, such as ``CPython``.
        system: Operating system, such as ``Linux``.
        machine: Processor architecture, such as ``x86_64``.
        cpus: Number of logical CPUs of the machine.
        usable_cpus: Numbers of the CPUs the script was allowed to use at its start.
        start_method: How `multiprocessing` started processes by default.

    """

    python: str
    implementation: str
    system: str
    machine: str
    cpus: int
    usable_cpus: tuple[int, ...]
    start_method: str


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the run.

    Attributes:
        pid: Its number; 0 stands for all processes where the platform can't say who wrote.
        parent: The number of the process that created it, as far as it was seen.
        name: Its name in the script (``main``, a `multiprocessing` name) or its command; empty
            if it has neither.
        role: What it is there for.
        start: When it was first known to exist, in seconds.
        end: When it was known to have ended, in seconds; None where that was not seen.
        exit_status: Its exit status where known, −N for death by signal N.
        cpu_time: CPU seconds it had used when last sampled.
        peak_memory: Largest resident size sampled, in bytes.
        line: The line of the script that started it, where known.

    """

    pid: int
    parent: int | None
    name: str
    role: Role
    start: float
    end: float | None
    exit_status: int | None
    cpu_time: float | None
    peak_memory: int | None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class StateSlice:
    """A stretch of time in which a process was seen in one state (sampled).

    Attributes:
        pid: The process.
        state: What it was doing.
        begin: First sample that saw it so, in seconds.
        end: First sample that saw it otherwise, in seconds.
        cpu: The CPU it ran on or last ran on, where known.

    """

    pid: int
    state: State
    begin: float
    end: float
    cpu: int | None


@dataclass(frozen=True, slots=True)
class Line:
    r"""A line of output.

    Attributes:
        time: When its first piece arrived, in seconds.
        pid: The process that wrote it; 0 where the platform can't say.
        text: The line without its line feed, bytes that are not UTF-8 as ``\xNN``.
        block: Index of the block of the script that was running.

    """

    time: float
    pid: int
    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call that the script's main process made on another process or on a future.

    Attributes:
        function: Which one.
        pid: The calling process.
        target: The process called upon, None for futures and results.
        begin: When it was called, in seconds.
        end: When it returned, in seconds; None if it did not.
        line: The line of the script it was made in or for, where known.
        thread: Name of the calling thread.

    """

    function: CallName
    pid: int
    target: int | None
    begin: float
    end: float | None
    line: int | None
    thread: str


@dataclass(frozen=True, slots=True)
class DisplayedValue:
    """What the last expression of a block gave, for pages that show it.

    Attributes:
        type_module: Module of the value's type.
        type_name: Qualified name of the value's type.
        method: The method asked that answered, such as ``_repr_html_``.
        text: Its answer.

    """

    type_module: str
    type_name: str
    method: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture the block left open, saved beside the record.

    Attributes:
        file: Name of the file, relative to the folder of the record.
        title: The picture's title, for the text alternative.

    """

    file: str
    title: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the script, executed in one go.

    Attributes:
        name: Its name in the script, empty where it has none.
        first_line: Number of its first line in the script.
        last_line: Number of its last line.
        begin: When it began, in seconds; None if it never ran.
        end: When it ended, in seconds; None if it did not.
        displayed: The value of its last expression, where it was asked for.
        pictures: Pictures it left open.

    """

    name: str
    first_line: int
    last_line: int
    begin: float | None = None
    end: float | None = None
    displayed: DisplayedValue | None = field(default=None, metadata={"stored_as": "shown"})
    pictures: tuple[Picture, ...] = field(default=(), metadata={"stored_as": "figures"})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run did not go as a script's run should.

    Attributes:
        kind: What happened.
        line: Line of the script where it happened, as near as is known.
        message: One sentence, without script and line.
        block: Index of the block it belongs to.

    """

    kind: FailureKind
    line: int
    message: str
    block: int
