"""What stage and recorder say to each other, and how it is written down. Used at both ends.

A message is a tuple with named fields. Its frame is four bytes that hold the size of what
follows, which is `marshal` data: the message's kind and its fields.

On the stage `typing.NamedTuple` can't be had without loading dozens of modules into the script's
interpreter, among them `collections`. So a base class of a few lines stands for it, at both ends
alike; only type checkers are told that it is the real one, and so check every message that is
made or read.
"""

from __future__ import annotations

import marshal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple, Self, TypeAlias
else:

    class NamedTuple(tuple):
        """The little that messages need of `typing.NamedTuple`."""

        __slots__ = ()

        def __init_subclass__(cls) -> None:
            """Make the annotations of a class its fields."""
            cls._fields = tuple(cls.__annotations__)
            for place, name in enumerate(cls._fields):
                setattr(cls, name, property(lambda self, place=place: self[place]))

        def __new__(cls, *values: Any, **named: Any) -> Self:
            """Take the fields in their order, or the last of them by name."""
            if named:  # not on the stage, which tells thousands of calls
                others = cls._fields[len(values) :]
                values += tuple(named.pop(name) for name in others if name in named)
            if named or len(values) != len(cls._fields):
                message = f"{cls.__name__} with other fields than {', '.join(cls._fields)}"
                raise TypeError(message)
            return tuple.__new__(cls, values)


STAGE_NAME = "concurdocs_stage"
"""The stage's ``__name__``."""
STAGE_FILENAME = "<concurdocs stage>"
"""The name under which the stage's code is compiled."""
HEADER_SIZE = 4


# -- To the stage ---------------------------------------------------------------------


class BlockTask(NamedTuple):
    """A block to run; see `CodeBlock` for its fields. Arrives as a plain tuple in a `Task`."""

    text: str
    first_line: int
    show: tuple[str, ...]
    picture_scales: tuple[float, ...]


class Task(NamedTuple):
    """What to run and how, told once before all else.

    Attributes:
        script: The file.
        argv0: What the script finds as ``sys.argv[0]``.
        arguments: And what behind it.
        path: Folders to import from: the script's own first, then others.
        docstring: The script's, which may stand outside of its blocks.
        start_method: Default start method of `multiprocessing`; None for the platform's.
        dump_signal: Asks the stage where the script is.
        picture_folder: Where to save pictures.
        whole: Whether the script runs as a whole, not in blocks that each have an output.
        buffered: Whether Python is to collect output before it writes, as into a pipe.
        blocks: The fields of a `BlockTask` each.

    """

    script: str
    argv0: str
    arguments: tuple[str, ...]
    path: tuple[str, ...]
    docstring: str | None
    start_method: str | None
    dump_signal: int
    picture_folder: str
    whole: bool
    buffered: bool
    blocks: tuple[tuple[str, int, tuple[str, ...], tuple[float, ...]], ...]


class Go(NamedTuple):
    """Run the next block."""


# -- To the recorder; times are on the monotonic clock ---------------------------------


class BlockBegan(NamedTuple):
    """A block is about to run."""

    block: int
    time: float


class BlockEnded(NamedTuple):
    """A block ran to its end.

    Attributes:
        block: Its index.
        time: When.
        displayed: The fields of a `runs.DisplayedValue`, if its last expression had a value.
        pictures: The fields of a `runs.Picture` for each that was saved.

    """

    block: int
    time: float
    displayed: tuple[str, str, str, str] | None
    pictures: list[tuple[str, str]]


class BlockFailed(NamedTuple):
    """A block, and with it the script, ended by an exception.

    Attributes:
        block: Its index.
        time: When.
        line: Of the script, as far inside as it is known.
        text: The exception, in one line.
        by_exit: Whether it is a `SystemExit`.
        status: The exit status that the exception asks for.

    """

    block: int
    time: float
    line: int | None
    text: str
    by_exit: bool
    status: int | None


class ForkEscaped(NamedTuple):
    """A child, forked by the script at `line`, ran on behind the end of its block."""

    block: int
    pid: int
    line: int | None


class CallBegan(NamedTuple):
    """The script calls a process, a future or a pool's result.

    Attributes:
        number: Of the call.
        function: Its name.
        pid: The process called upon, None where there is none or not yet.
        time: When.
        line: Of the script, where known.
        thread: Name of the calling thread.

    """

    number: int
    function: str
    pid: int | None
    time: float
    line: int | None
    thread: str


class CallReturned(NamedTuple):
    """A call has returned or raised."""

    number: int
    time: float


class ProcessStarted(NamedTuple):
    """A call was one of `start`, and there is a process now.

    Attributes:
        number: Of the call.
        pid: Of the process.
        name: Its name in the script.
        module: Where the function is that it runs.

    """

    number: int
    pid: int
    name: str
    module: str


class ProcessExited(NamedTuple):
    """The script heard of a child's end; told each time that it asks."""

    pid: int
    status: int
    time: float


class StartMethodUsed(NamedTuple):
    """The default start method of `multiprocessing` at the script's end."""

    method: str


class FilesImported(NamedTuple):
    """Some of the files that the script imported."""

    files: list[str]


_MESSAGES = (
    Task, Go,
    BlockBegan, BlockEnded, BlockFailed, ForkEscaped,
    CallBegan, CallReturned, ProcessStarted, ProcessExited,
    StartMethodUsed, FilesImported,
)  # fmt: skip
_KINDS = {kind.__name__: kind for kind in _MESSAGES}

Message: TypeAlias = (
    BlockBegan
    | BlockEnded
    | BlockFailed
    | ForkEscaped
    | CallBegan
    | CallReturned
    | ProcessStarted
    | ProcessExited
    | StartMethodUsed
    | FilesImported
)
"""What the stage tells."""


def encode(message: Message | Task | Go) -> bytes:
    """Return a message as it is sent, its size in front."""
    data = marshal.dumps((type(message).__name__, *message), 2)
    return len(data).to_bytes(HEADER_SIZE, "big") + data


def body_size(header: bytes) -> int:
    """Return how many bytes follow the first `HEADER_SIZE` ones of a message."""
    return int.from_bytes(header[:HEADER_SIZE], "big")


def decode(body: bytes) -> Any:
    """Return the message of which `body` is all but the header."""
    kind, *values = marshal.loads(body)  # noqa: S302 - the other end is our own
    return _KINDS[kind](*values)
