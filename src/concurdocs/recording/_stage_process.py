"""The recorder's end of a stage: its process, and the messages both ways."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from concurdocs.recording.stage import BOOTSTRAP, HEADER_SIZE, Go, Task, body_size, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from concurdocs.recording._request import Program, RunRequest
    from concurdocs.recording.stage import Message

DUMP_SIGNAL = signal.SIGRTMAX - 1 if hasattr(signal, "SIGRTMAX") else signal.SIGUSR2
"""Asks the stage where it is; a number that hardly any program uses."""


class StageProcess:
    """A stage at work.

    Args:
        program: What it is to run.
        request: How.
        output: Descriptor of its standard output and error.
        picture_folder: Where it saves pictures.

    Attributes:
        process: The interpreter.
        control: Carries messages both ways.
        fault_end: Carries what `faulthandler` writes, in a crash or when asked.
        faults: What has come over it.

    Raises:
        OSError: The interpreter can't be started.

    """

    def __init__(
        self, program: Program, request: RunRequest, output: int, picture_folder: Path
    ) -> None:
        """Start the interpreter and hand it its task; it waits for the word to go."""
        task = _task(program, request, picture_folder)
        self.control, control = socket.socketpair()
        self.fault_end, faults = socket.socketpair()
        self.faults = b""
        self._pending = b""
        try:
            self.process = _start(request, program.script, output, control, faults)
        except BaseException:
            self.close()
            raise
        finally:
            control.close()
            faults.close()
        self.tell(task)
        self.fault_end.setblocking(False)

    def tell(self, message: Task | Go) -> None:
        """Send a message; one to a stage that has ended is lost."""
        self.control.setblocking(True)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.control.sendall(encode(message))
        self.control.setblocking(False)

    def messages(self) -> Iterator[Message | None]:
        """Read what the stage has told, without waiting.

        Yields:
            Messages, and None at the end if there will be no more.

        """
        try:
            while data := self.control.recv(1 << 16):
                self._pending += data
                while len(self._pending) >= (end := HEADER_SIZE + body_size(self._pending)):
                    body, self._pending = self._pending[HEADER_SIZE:end], self._pending[end:]
                    yield decode(body)
        except BlockingIOError:
            return
        except ConnectionResetError:
            pass
        yield None

    def read_faults(self) -> bool:
        """Read what `faulthandler` has written, and return whether more may come."""
        try:
            data = self.fault_end.recv(1 << 16)
        except (BlockingIOError, ConnectionResetError):
            return True
        self.faults += data
        return bool(data)

    def close(self) -> None:
        """Close the ways to it."""
        self.control.close()
        self.fault_end.close()


def _start(
    request: RunRequest, script: Path, output: int, control: socket.socket, faults: socket.socket
) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
    }
    # The stage has its streams write when a terminal's would; see `main` of the player.
    environment.pop("PYTHONUNBUFFERED", None)
    environment.update(request.environment)
    ends = (control.fileno(), faults.fileno())
    return subprocess.Popen(  # noqa: S603 - running the script is the purpose
        [sys.executable, "-c", BOOTSTRAP, *map(str, ends)],
        stdin=request.stdin,
        stdout=output,
        stderr=output,
        pass_fds=ends,
        cwd=request.folder or script.parent,
        env=environment,
        start_new_session=request.own_session,
    )


def _task(program: Program, request: RunRequest, picture_folder: Path) -> Task:
    script = program.script
    return Task(
        script=str(script),
        argv0=request.argv0 or (script.name if request.folder is None else str(script)),
        arguments=request.arguments,
        path=(str(script.resolve().parent), *request.path),
        docstring=program.docstring(),
        start_method=request.start_method,
        dump_signal=int(DUMP_SIGNAL),
        picture_folder=str(picture_folder),
        whole=program.whole,
        buffered=request.options.output == "pipe",
        blocks=tuple(
            (block.text, block.first_line, block.show, block.picture_scales)
            for block in program.code_blocks
        ),
    )
