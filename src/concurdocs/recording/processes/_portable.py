"""Looking at the processes of a run where there is no ``/proc``, by psutil."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psutil

from concurdocs.recording.processes._table import ProcessSample
from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Iterator


_STATES: dict[str, State] = {
    psutil.STATUS_RUNNING: State.RUNNING,
    psutil.STATUS_DISK_SLEEP: State.DISK_WAIT,
    psutil.STATUS_STOPPED: State.STOPPED,
    psutil.STATUS_TRACING_STOP: State.STOPPED,
    psutil.STATUS_ZOMBIE: State.ZOMBIE,
    psutil.STATUS_DEAD: State.ZOMBIE,
}


class PortableProcessTable:
    """Finds descendants by psutil, and remembers them, for orphans have no way back here."""

    def __init__(self) -> None:
        """Note which children this process has already: they are not the run's."""
        self._me = psutil.Process()
        self._before = {
            (child.pid, child.create_time()) for child in self._me.children(recursive=True)
        }
        self._seen: dict[tuple[int, float], psutil.Process] = {}

    def snapshot(self) -> Iterator[ProcessSample]:
        """Look at every process of the run, parents before children."""
        for process in self._processes():
            with contextlib.suppress(psutil.Error), process.oneshot():
                times = process.cpu_times()
                state = _STATES.get(process.status(), State.SLEEPING)
                yield ProcessSample(
                    pid=process.pid,
                    parent=process.ppid(),
                    state=state,
                    cpu=None,
                    cpu_time=times.user + times.system,
                    resident=0 if state == State.ZOMBIE else process.memory_info().rss,
                )

    def pids(self) -> list[int]:
        """Return the numbers of all processes of the run."""
        return [process.pid for process in self._processes()]

    def ended(self, pid: int) -> bool:
        """Return whether a process has ended, reaped or not."""
        try:
            return str(psutil.Process(pid).status()) == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    def command(self, pid: int) -> tuple[str, ...]:
        """Return the command line of a process, empty if it has none or is gone."""
        try:
            return tuple(psutil.Process(pid).cmdline())
        except psutil.Error:
            return ()

    def close(self) -> None:
        """Let go of what was opened, which is nothing here."""

    def _processes(self) -> list[psutil.Process]:
        roots = [self._me, *(process for process in self._seen.values() if process.is_running())]
        for root in roots:
            with contextlib.suppress(psutil.Error):
                for process in root.children(recursive=True):
                    key = (process.pid, process.create_time())
                    if key not in self._before:
                        self._seen.setdefault(key, process)
        # is_running() compares the creation time, so that a number used again is not taken
        # for the process that had it.
        self._seen = {key: process for key, process in self._seen.items() if process.is_running()}
        return list(self._seen.values())
