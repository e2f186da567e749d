"""The recorder's end of a stage: its process, and what is said and heard."""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
import socket
import subprocess
from typing import TYPE_CHECKING, Any

from concurdocs.recording.stage import _calls as stage_calls
from concurdocs.recording.stage import _player as stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from concurdocs.recording._request import RunRequest
    from concurdocs.recording._transcript import StageTranscript

DUMP_SIGNAL = signal.SIGRTMAX - 1 if hasattr(signal, "SIGRTMAX") else signal.SIGUSR2
"""Asks the stage where it is; a number that hardly any program uses."""


class StageProcess:
    """A stage at work.

    Args:
        transcript: What it is to run.
        request: How.
        output: Descriptor of its standard output and error.
        figures: Where it saves figures.

    Attributes:
        process: The interpreter.
        control: Carries messages both ways.
        fault_end: Carries what `faulthandler` writes, in a crash or when asked.
        faults: What has come over it.

    Raises:
        OSError: The interpreter can't be started.

    """

    def __init__(
        self, transcript: StageTranscript, request: RunRequest, output: int, figures: Path
    ) -> None:
        """Start the interpreter and hand it its task; it waits for the word to go."""
        task = _task(transcript, request, figures)
        self.control, control = socket.socketpair()
        self.fault_end, faults = socket.socketpair()
        self.faults = b""
        self._pending = b""
        try:
            self.process = _start(request, transcript.script, output, control, faults)
        except BaseException:
            self.close()
            raise
        finally:
            control.close()
            faults.close()
        self.tell(task)
        self.fault_end.setblocking(False)

    def tell(self, message: Any) -> None:  # noqa: ANN401 - whatever `marshal` takes
        """Send a message; one to a stage that has ended is lost."""
        data = marshal.dumps(message, 2)
        self.control.setblocking(True)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.control.sendall(len(data).to_bytes(4, "big") + data)
        self.control.setblocking(False)

    def messages(self) -> Iterator[tuple[Any, ...]]:
        """Read what the stage has told, without waiting.

        Yields:
            Messages, and an empty one at the end if there will be no more.

        """
        try:
            while data := self.control.recv(1 << 16):
                self._pending += data
                while len(self._pending) >= 4 + (size := int.from_bytes(self._pending[:4], "big")):
                    message = marshal.loads(self._pending[4 : 4 + size])  # noqa: S302 - our own stage's
                    self._pending = self._pending[4 + size :]
                    yield message
        except BlockingIOError:
            return
        except ConnectionResetError:
            pass
        yield ()

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
    code = stage.BOOTSTRAP.format(
        name=stage.NAME,
        filename=stage.FILENAME,
        files=[stage_calls.__file__, stage.__file__],
    )
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
    }
    # The stage has its streams write when a terminal's would; see `stage.main`.
    environment.pop("PYTHONUNBUFFERED", None)
    environment.update(request.environment)
    ends = (control.fileno(), faults.fileno())
    return subprocess.Popen(  # noqa: S603 - running the script is the purpose
        [request.python, "-c", code, *map(str, ends)],
        stdin=request.stdin,
        stdout=output,
        stderr=output,
        pass_fds=ends,
        cwd=request.folder or script.parent,
        env=environment,
        start_new_session=request.own_session,
    )


def _task(transcript: StageTranscript, request: RunRequest, figures: Path) -> dict[str, Any]:
    """Return what `stage.Player` is to do; `marshal` can write it."""
    script = transcript.script
    return {
        "script": str(script),
        "argv0": request.argv0 or (script.name if request.folder is None else str(script)),
        "arguments": request.arguments,
        "path": [str(script.resolve().parent), *request.path],
        "docstring": transcript.docstring(),
        "start_method": request.start_method,
        "signal": int(DUMP_SIGNAL),
        "figures": str(figures),
        "whole": transcript.whole,
        "collects": request.options.output == "pipe",
        "blocks": [
            {
                "source": source.text,
                "line": source.first_line,
                "show": source.show,
                "figure_scales": source.figure_scales,
            }
            for source in transcript.code_blocks
        ],
    }
