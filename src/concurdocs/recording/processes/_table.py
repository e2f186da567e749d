"""What a platform's way of looking at processes must give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurdocs.runs import State


@dataclass(frozen=True, slots=True)
class ProcessSample:
    """One process as it was at one moment.

    Attributes:
        pid: Its number.
        parent: Its parent's number.
        state: What it was doing; of several threads the busiest counts.
        cpu: The CPU it ran on last, where known.
        cpu_time: CPU seconds used.
        resident: Memory in use, in bytes.
        exit_status: Of a zombie, where the platform shows it.

    """

    pid: int
    parent: int
    state: State
    cpu: int | None
    cpu_time: float
    resident: int
    exit_status: int | None = None


class ProcessTable(Protocol):
    """Finds the processes of a run."""

    def snapshot(self) -> Iterator[ProcessSample]:
        """Look at every process of the run, parents before children."""

    def pids(self) -> list[int]:
        """Return the numbers of all processes of the run."""

    def ended(self, pid: int) -> bool:
        """Return whether a process has ended, reaped or not."""

    def command(self, pid: int) -> tuple[str, ...]:
        """Return the command line of a process, empty if it has none or is gone."""

    def close(self) -> None:
        """Let go of what was opened."""
