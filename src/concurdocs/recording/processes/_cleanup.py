"""Nothing outlives its run: adopting, reaping and ending the processes of a run."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurdocs.recording.processes._table import ProcessTable

_PR_SET_CHILD_SUBREAPER = 36
_PR_GET_CHILD_SUBREAPER = 37
_PATIENCE = 10.0
"""Seconds to wait for killed processes; only the kernel can keep one longer."""


@contextlib.contextmanager
def adopting_orphans() -> Iterator[bool]:
    """Make orphans of this process's descendants its children, while the context lasts.

    So a process that detaches itself, with a session of its own or not, stays in reach
    (``PR_SET_CHILD_SUBREAPER`` of ``prctl(2)``).

    Yields:
        Whether the platform can do so.

    """
    if not sys.platform.startswith("linux"):
        yield False
        return
    libc = ctypes.CDLL(None, use_errno=True)
    before = ctypes.c_int()
    libc.prctl(_PR_GET_CHILD_SUBREAPER, ctypes.byref(before), 0, 0, 0)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield True
    finally:
        libc.prctl(_PR_SET_CHILD_SUBREAPER, before.value, 0, 0, 0)


def reap(pid: int) -> int | None:
    """Take the exit status of an adopted process that has ended, without waiting.

    Returns:
        The status, −N for death by signal N; None if it runs or is not a child.

    """
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None
    return os.waitstatus_to_exitcode(status) if ended else None


def end_all(table: ProcessTable, keep: int | None = None) -> None:
    """End all processes of a run, at once and for certain.

    They are stopped before they are killed, so that none forks away in between.

    Args:
        table: Finds them.
        keep: A child that is waited for elsewhere and not reaped here.

    """
    stopped: set[int] = set()
    for _ in range(100):
        pids = set(table.pids())
        if pids <= stopped:
            break
        for pid in pids - stopped:
            _send(pid, signal.SIGSTOP)
        stopped |= pids
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        alive = [pid for pid in table.pids() if not (pid == keep and table.ended(pid))]
        if not alive:
            return
        for pid in alive:
            _send(pid, signal.SIGKILL)
            if pid != keep:
                reap(pid)
        time.sleep(0.002)


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
