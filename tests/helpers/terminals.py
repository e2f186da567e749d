"""A command at a terminal of its own, and a user who reads and types there."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from helpers.command_line import TIME_LIMIT, command_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A session of its own, whose terminal is standard input.
AT_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


class Terminal:
    """A command at a terminal, and a user who reads and types there."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        """Sit down in front of `descriptor`."""
        self.process = process
        self.descriptor = descriptor
        self.seen = b""

    def wait_for(self, text: bytes) -> None:
        """Read until a text appears."""
        until = time.monotonic() + TIME_LIMIT
        while text not in self.seen:
            assert time.monotonic() < until, self.seen
            self._read(1.0)

    def type(self, text: bytes) -> None:
        """Press keys."""
        os.write(self.descriptor, text)

    def wait(self) -> int:
        """Read to the end, and return the exit status."""
        until = time.monotonic() + TIME_LIMIT
        while self.process.poll() is None:
            assert time.monotonic() < until, self.seen
            self._read(0.05)
        self._read(0.0)
        return self.process.returncode

    def _read(self, seconds: float) -> None:
        while select.select([self.descriptor], [], [], seconds)[0]:
            try:
                data = os.read(self.descriptor, 1 << 16)
            except OSError:  # the last process at the terminal has gone
                return
            self.seen += data
            seconds = 0.0


@contextmanager
def terminal(folder: Path, *arguments: str, **environment: str) -> Iterator[Terminal]:
    """Run a Python command line at a terminal of its own."""
    near, far = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", AT_TERMINAL, *arguments],
        stdin=far,
        stdout=far,
        stderr=far,
        start_new_session=True,
        cwd=folder,
        env={
            **{key: value for key, value in command_environment().items() if key != "NO_COLOR"},
            "TERM": "xterm",
            **environment,
        },
    )
    os.close(far)
    try:
        yield Terminal(process, near)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(near)


def run_command(*arguments: str) -> tuple[str, ...]:
    """Return the command line of ``concurdocs run``, without the interpreter."""
    return ("-m", "concurdocs", "run", *arguments)
