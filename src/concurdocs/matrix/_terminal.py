"""Running a program as at a terminal, where lines appear as they are printed.

Into a plain pipe, Python writes what a process has printed only at its end, so the lines of
several processes would come in an order that nobody at a terminal sees.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PIECE = 1 << 16
_LINGER = 5.0
"""Seconds that processes may hold the terminal after the program has ended."""


def run_in_terminal(
    command: Sequence[str], folder: str, environment: Mapping[str, str], time_limit: float
) -> tuple[int | None, bytes]:
    """Run a program to its end and the end of all that writes to its terminal.

    Windows has nothing that could stand for a terminal; there it is a pipe.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        environment: All the variables that it gets.
        time_limit: Seconds until it is killed.

    Returns:
        Its exit status, −N for death by signal N, None if it was killed; and what it and
        its processes wrote.

    """
    if sys.platform == "win32":
        return _run_with_pipe(command, folder, environment, time_limit)
    return _run_with_terminal(command, folder, environment, time_limit)


def _run_with_pipe(
    command: Sequence[str], folder: str, environment: Mapping[str, str], time_limit: float
) -> tuple[int | None, bytes]:
    with subprocess.Popen(  # noqa: S603 - our own script
        command, cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        try:
            output, _ = process.communicate(timeout=time_limit)
        except subprocess.TimeoutExpired as error:
            process.kill()
            return None, error.output or b""
        return process.returncode, output


def _run_with_terminal(
    command: Sequence[str], folder: str, environment: Mapping[str, str], time_limit: float
) -> tuple[int | None, bytes]:
    import select  # noqa: PLC0415 - as below
    import signal  # noqa: PLC0415 - as below
    import termios  # noqa: PLC0415 - Windows has none

    ours, theirs = os.openpty()
    # A terminal turns line feeds into two characters.
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    process = subprocess.Popen(  # noqa: S603 - the caller chooses
        command, cwd=folder, env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    pieces = []
    deadline = time.monotonic() + time_limit
    ended = False
    try:
        while (left := deadline - time.monotonic()) > 0:
            if not ended and process.poll() is not None:
                ended = True
                deadline = min(deadline, time.monotonic() + _LINGER)
            if not select.select([ours], [], [], min(left, 0.05))[0]:
                continue
            try:
                piece = os.read(ours, _PIECE)
            except OSError:  # how Linux says that nobody holds the other end any more
                piece = b""
            if not piece:
                break
            pieces.append(piece)
        try:
            status: int | None = process.wait(max(deadline - time.monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            status = None
    finally:
        # Whatever is left of its session: nothing may outlive the run.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)
    return status, b"".join(pieces)
