"""All that is executed inside the reader's script, and nothing else.

The *stage* is a fresh interpreter in which a script runs. The *player* runs the script's blocks
there, each when the recorder says so. *Playback* is what the Sphinx part does later: it hands
sphinx-gallery a run that was recorded, block by block, as if it were made just then.

The files in `FILES` are not imported on the stage: the recorder hands `BOOTSTRAP` to
``python -c``, which runs their text, in this order, in one namespace. So ``__main__`` stays free
for the script: it then has ``__file__`` and no ``__spec__``, and children started by spawn and
forkserver find the script's functions by running the file again. Compiled under the name
`STAGE_FILENAME`, the stage's own frames can be told from the script's and are left out of what
is recorded. This file alone is the recorder's, which imports it; with it, from ``_protocol``,
the messages that go between the two.

What runs on the stage imports next to nothing, so that the script finds an interpreter like its
own, and runs under every Python from 3.10. It starts no thread, because a process with threads
must not fork.
"""

from __future__ import annotations

from pathlib import Path

from concurdocs.recording.stage._protocol import (
    HEADER_SIZE,
    STAGE_FILENAME,
    STAGE_NAME,
    BlockBegan,
    BlockEnded,
    BlockFailed,
    BlockTask,
    CallBegan,
    CallReturned,
    FilesImported,
    ForkEscaped,
    Go,
    Message,
    ProcessExited,
    ProcessStarted,
    StartMethodUsed,
    Task,
    body_size,
    decode,
    encode,
)

FILES = tuple(
    str(Path(__file__).with_name(name))
    for name in ("_protocol.py", "_calls.py", "_display.py", "_player.py")
)
"""What runs on the stage, in this order."""

BOOTSTRAP_LINE = 500
"""Line of the bootstrap that all else runs under, by which its frame is known."""

_BOOTSTRAP = f"""\
names = {{'__name__': {STAGE_NAME!r}}}
for file in {FILES!r}:
    with open(file, encoding='utf-8') as text:
        code = compile(text.read(), {STAGE_FILENAME!r}, 'exec')
    exec(code, names)
names['main']()"""
BOOTSTRAP = "\n" * (BOOTSTRAP_LINE - 1 - _BOOTSTRAP.count("\n")) + _BOOTSTRAP
"""What the stage's interpreter is started with."""

__all__ = [
    "BOOTSTRAP",
    "BOOTSTRAP_LINE",
    "FILES",
    "HEADER_SIZE",
    "STAGE_FILENAME",
    "STAGE_NAME",
    "BlockBegan",
    "BlockEnded",
    "BlockFailed",
    "BlockTask",
    "CallBegan",
    "CallReturned",
    "FilesImported",
    "ForkEscaped",
    "Go",
    "Message",
    "ProcessExited",
    "ProcessStarted",
    "StartMethodUsed",
    "Task",
    "body_size",
    "decode",
    "encode",
]
