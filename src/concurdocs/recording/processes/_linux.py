"""Looking at the processes of a run by ``/proc``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.recording.processes._table import ProcessSample
from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Iterator


_STATES: dict[str, State] = {
    "R": State.RUNNING,
    "S": State.SLEEPING,
    "I": State.SLEEPING,
    "D": State.DISK_WAIT,
    "T": State.STOPPED,
    "t": State.STOPPED,
    "Z": State.ZOMBIE,
    "X": State.ZOMBIE,
    "x": State.ZOMBIE,
}
_BUSIEST = "RDSITtZXx"
_MAX_OPEN = 200
"""Files of ``/proc`` kept open: a process may often open no more than 1024 of any kind."""


class LinuxProcessTable:
    """Reads ``/proc``: all descendants of this process that were not there before.

    With orphans adopted (`adopting_orphans`) those are the processes of the run,
    wherever they went.
    """

    def __init__(self) -> None:
        """Note which children this process has already: they are not the run's."""
        self._me = os.getpid()
        self._ticks = os.sysconf("SC_CLK_TCK")
        self._page = os.sysconf("SC_PAGE_SIZE")
        self._open: dict[str, int] = {}
        self._paths: dict[int, list[str]] = {}
        self._before: set[int] = set()
        # With their descendants, which may become orphans during the run.
        self._before = set(self.pids())

    def snapshot(self) -> Iterator[ProcessSample]:
        """Look at every process of the run, parents before children."""
        seen = set(self._before)
        waiting = self._children(self._me)
        # Once more at the end: the parent of one that was passed over may have ended.
        while waiting or (waiting := [pid for pid in self._children(self._me) if pid not in seen]):
            pid = waiting.pop(0)
            if pid in seen:
                continue
            seen.add(pid)
            fields = self._stat(pid)
            if not fields:
                continue
            # Field numbers as in proc_pid_stat(5), which begins with 1: here the third,
            # the state, is the first.
            threads = int(fields[17])
            letter = fields[0] if threads == 1 else self._busiest(pid, fields[0])
            state = _STATES.get(letter, State.SLEEPING)
            status = int(fields[49]) if state == State.ZOMBIE and len(fields) > 49 else None  # noqa: PLR2004
            yield ProcessSample(
                pid=pid,
                parent=int(fields[1]),
                state=state,
                cpu=int(fields[36]),
                cpu_time=(int(fields[11]) + int(fields[12])) / self._ticks,
                resident=int(fields[21]) * self._page,
                exit_status=None if status is None else os.waitstatus_to_exitcode(status),
            )
            if state != State.ZOMBIE:
                waiting += self._children(pid, threads)

    def pids(self) -> list[int]:
        """Return the numbers of all processes of the run."""
        return [sample.pid for sample in self.snapshot()]

    def ended(self, pid: int) -> bool:
        """Return whether a process has ended, reaped or not."""
        fields = self._stat(pid)
        return not fields or _STATES.get(fields[0]) == State.ZOMBIE

    def command(self, pid: int) -> tuple[str, ...]:
        """Return the command line of a process, empty if it has none or is gone."""
        try:
            data = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return ()
        text = data.decode("utf-8", "backslashreplace").rstrip("\0")
        return tuple(text.split("\0")) if text else ()

    def _read(self, path: str, pid: int) -> str:
        # Files of /proc can be read again from the start, which costs half of opening
        # them anew, some hundred times a second. An open one never shows another process
        # that got the same number.
        descriptor = self._open.get(path)
        try:
            if descriptor is None:
                if len(self._open) >= _MAX_OPEN:
                    return Path(path).read_text(encoding="utf-8", errors="replace")
                descriptor = self._open[path] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                self._paths.setdefault(pid, []).append(path)
            return os.pread(descriptor, 1 << 16, 0).decode("utf-8", "replace")
        except OSError:  # the process is gone
            self._forget(pid)
            return ""

    def _forget(self, pid: int) -> None:
        for path in self._paths.pop(pid, ()):
            os.close(self._open.pop(path))

    def close(self) -> None:
        """Close the files of ``/proc`` that are still open."""
        for pid in list(self._paths):
            self._forget(pid)

    def _stat(self, pid: int, task: str = "") -> list[str]:
        text = self._read(f"/proc/{pid}/{task}stat", pid)
        # The second field is the name in parentheses and may hold anything.
        return text[text.rindex(")") + 2 :].split() if text else []

    @staticmethod
    def _tasks(pid: int) -> list[str]:
        try:
            return os.listdir(f"/proc/{pid}/task")  # noqa: PTH208 - no Path for each of them
        except OSError:
            return []

    def _children(self, pid: int, threads: int = 0) -> list[int]:
        tasks = [str(pid)] if threads == 1 else self._tasks(pid)
        children: list[int] = []
        for task in tasks:
            children += map(int, self._read(f"/proc/{pid}/task/{task}/children", pid).split())
        return children

    def _busiest(self, pid: int, letter: str) -> str:
        tasks = (self._stat(pid, f"task/{task}/") for task in self._tasks(pid))
        letters = [letter, *(fields[0] for fields in tasks if fields)]
        return min(letters, key=lambda state: _BUSIEST.find(state) % len(_BUSIEST))
