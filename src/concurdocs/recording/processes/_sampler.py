"""From single looks at processes to states over time."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concurdocs.recording.processes._cleanup import reap
from concurdocs.runs import State, StateSlice

if TYPE_CHECKING:
    from concurdocs.recording.processes._table import ProcessSample, ProcessTable

SHORTEST_INTERVAL = 0.005
LONGEST_INTERVAL = 0.05
SHARE = 0.01
"""How much of one CPU looking may take; many processes are looked at less often."""
BURST = 1.0
BURST_SHARE = 0.03
"""Seconds at the start in which more is spent: most examples are over by then."""


@dataclass(slots=True)
class ProcessHistory:
    """What was seen of one process.

    Attributes:
        pid: Its number.
        parent: Its parent when first seen: the process that created it.
        first: First time seen.
        ended: First time seen as a zombie or not at all, None while alive.
        cpu_time: CPU seconds at the last look.
        peak_memory: Largest resident size seen, in bytes.
        exit_status: Where it was seen.
        command: Its command line.
        state: When last seen.

    """

    pid: int
    parent: int | None
    first: float
    ended: float | None = None
    cpu_time: float = 0.0
    peak_memory: int = 0
    exit_status: int | None = None
    command: tuple[str, ...] = ()
    state: State = State.SLEEPING


@dataclass(slots=True)
class _Stretch:
    state: State
    cpu: int | None
    begin: float
    end: float


@dataclass
class Sampler:
    """Looks at all processes of a run from time to time.

    Args:
        table: Finds them.
        main: The script's own process, which is waited for elsewhere.
        recorder: This process, whose adopted children are reaped here.

    """

    table: ProcessTable
    main: int
    recorder: int
    peak_memory: int = 0
    observed: dict[int, ProcessHistory] = field(default_factory=dict)
    due: float = 0.0
    _present: set[int] = field(default_factory=set)
    _stretches: dict[int, list[_Stretch]] = field(default_factory=dict)
    _moments: list[float] = field(default_factory=list)

    def sample(self) -> int:
        """Look once.

        Returns:
            How many processes of the run are alive, zombies not counted.

        """
        begin = time.monotonic()
        snapshot = [
            sight
            for sight in self.table.snapshot()
            # Waiting for the script is the recorder's business, not part of the run.
            if sight.pid != self.main or sight.state != State.ZOMBIE
        ]
        seen = set()
        for sight in snapshot:
            seen.add(sight.pid)
            self._note(sight, begin)
        for pid in self._present - seen:
            one = self.observed[pid]
            one.ended = begin if one.ended is None else one.ended
            self._stretches[pid][-1].end = begin
        self._present = seen
        self.peak_memory = max(self.peak_memory, sum(sight.resident for sight in snapshot))
        self._moments.append(begin)
        cost = time.monotonic() - begin
        share = BURST_SHARE if begin - self._moments[0] < BURST else SHARE
        interval = min(max(cost / share, SHORTEST_INTERVAL), LONGEST_INTERVAL)
        self.due = time.monotonic() + interval
        return sum(sight.state != State.ZOMBIE for sight in snapshot)

    def _note(self, sight: ProcessSample, now: float) -> None:
        pid = sight.pid
        one = self.observed.get(pid)
        if one is None:
            one = self.observed[pid] = ProcessHistory(pid, sight.parent, now)
            one.command = self.table.command(pid)
        elif now - one.first < 1.0:
            # A spawned process is its parent's copy until it runs its own program.
            one.command = self.table.command(pid) or one.command
        if sight.state != State.ZOMBIE:
            # If it was missed before: lists of children that change have gaps.
            one.ended = None
        elif one.ended is None:
            one.ended = now
        one.state = sight.state
        one.cpu_time = max(one.cpu_time, sight.cpu_time)
        one.peak_memory = max(one.peak_memory, sight.resident)
        if sight.exit_status is not None:
            one.exit_status = sight.exit_status
        stretches = self._stretches.setdefault(pid, [])
        last = stretches[-1] if stretches else None
        if last is not None:
            last.end = now
        if last is None or (last.state, last.cpu) != (sight.state, sight.cpu):
            stretches.append(_Stretch(sight.state, sight.cpu, now, now))
        if sight.state == State.ZOMBIE and sight.parent == self.recorder and pid != self.main:
            status = reap(pid)  # an orphan that this process adopted
            one.exit_status = status if status is not None else one.exit_status

    def interval(self) -> float:
        """Return the typical distance of two looks, in seconds."""
        moments = self._moments
        distances = sorted(b - a for a, b in itertools.pairwise(moments))
        return distances[len(distances) // 2] if distances else 0.0

    def intervals(self, start: float) -> tuple[StateSlice, ...]:
        """Return the states over time, by process and then by time.

        Args:
            start: The moment that counts as zero; what was before is left out.

        """
        return tuple(
            StateSlice(
                pid,
                stretch.state,
                round(max(stretch.begin - start, 0.0), 6),
                round(stretch.end - start, 6),
                stretch.cpu,
            )
            for pid, stretches in self._stretches.items()
            for stretch in stretches
            if stretch.end > max(start, stretch.begin)
        )
