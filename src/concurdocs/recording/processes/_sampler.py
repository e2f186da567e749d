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
_SETTLING = 1.0
"""Seconds in which a new process may still become another program."""


@dataclass(slots=True)
class ObservedProcess:
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
    parent: int
    first: float
    ended: float | None = None
    cpu_time: float = 0.0
    peak_memory: int = 0
    exit_status: int | None = None
    command: tuple[str, ...] = ()
    state: State = State.SLEEPING
    stretches: list[_Stretch] = field(default_factory=list, repr=False)

    def see(self, sample: ProcessSample, now: float) -> None:
        """Take in what it is like at a moment."""
        if sample.state != State.ZOMBIE:
            # If it was missed before: lists of children that change have gaps.
            self.ended = None
        elif self.ended is None:
            self.ended = now
        self.state = sample.state
        self.cpu_time = max(self.cpu_time, sample.cpu_time)
        self.peak_memory = max(self.peak_memory, sample.resident)
        if sample.exit_status is not None:
            self.exit_status = sample.exit_status
        last = self.stretches[-1] if self.stretches else None
        if last is not None:
            last.end = now
        if last is None or (last.state, last.cpu) != (sample.state, sample.cpu):
            self.stretches.append(_Stretch(sample.state, sample.cpu, now, now))

    def miss(self, now: float) -> None:
        """Take in that it is not there any more."""
        self.ended = now if self.ended is None else self.ended
        self.stretches[-1].end = now


@dataclass(slots=True)
class _Stretch:
    """A time in which every look saw the same."""

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

    Attributes:
        observed: What was seen, by process.
        alive: How many processes the last look found, zombies not counted.
        peak_memory: The largest sum of their resident sizes, in bytes.
        due: When to look again.

    """

    table: ProcessTable
    main: int
    recorder: int
    observed: dict[int, ObservedProcess] = field(default_factory=dict)
    alive: int = 0
    peak_memory: int = 0
    due: float = 0.0
    _present: set[int] = field(default_factory=set)
    _moments: list[float] = field(default_factory=list)

    def sample(self) -> None:
        """Look once, and set when to look again."""
        begin = time.monotonic()
        snapshot = [
            sample
            for sample in self.table.snapshot()
            # Waiting for the script is the recorder's business, not part of the run.
            if sample.pid != self.main or sample.state != State.ZOMBIE
        ]
        for sample in snapshot:
            self._note(sample, begin)
        present = {sample.pid for sample in snapshot}
        for pid in self._present - present:
            self.observed[pid].miss(begin)
        self._present = present
        self.alive = sum(sample.state != State.ZOMBIE for sample in snapshot)
        self.peak_memory = max(self.peak_memory, sum(sample.resident for sample in snapshot))
        self._moments.append(begin)
        cost = time.monotonic() - begin
        share = BURST_SHARE if begin - self._moments[0] < BURST else SHARE
        interval = min(max(cost / share, SHORTEST_INTERVAL), LONGEST_INTERVAL)
        self.due = time.monotonic() + interval

    def _note(self, sample: ProcessSample, now: float) -> None:
        pid = sample.pid
        process = self.observed.get(pid)
        if process is None:
            process = self.observed[pid] = ObservedProcess(pid, sample.parent, now)
            process.command = self.table.command(pid)
        elif now - process.first < _SETTLING:
            # A spawned process is its parent's copy until it runs its own program.
            process.command = self.table.command(pid) or process.command
        process.see(sample, now)
        if sample.state == State.ZOMBIE and sample.parent == self.recorder and pid != self.main:
            status = reap(pid)  # an orphan that this process adopted
            process.exit_status = process.exit_status if status is None else status

    def interval(self) -> float:
        """Return the typical distance of two looks, in seconds."""
        moments = self._moments
        distances = sorted(b - a for a, b in itertools.pairwise(moments))
        return distances[len(distances) // 2] if distances else 0.0

    def states(self, start: float) -> tuple[StateSlice, ...]:
        """Return the states over time, by process and then by time.

        Args:
            start: The moment that counts as zero; what was before is left out.

        """
        return tuple(
            StateSlice(
                process.pid,
                stretch.state,
                round(max(stretch.begin - start, 0.0), 6),
                round(stretch.end - start, 6),
                stretch.cpu,
            )
            for process in self.observed.values()
            for stretch in process.stretches
            if stretch.end > max(start, stretch.begin)
        )
