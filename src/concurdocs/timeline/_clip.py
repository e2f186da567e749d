"""A part of a run: what happened while some blocks of the script ran, with times of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concurdocs.timeline._lifetimes import Lifetime

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.runs import Block, Call, Process, Run, StateSlice

_SHORTEST = 0.001
"""Seconds; what replays a run counts in milliseconds."""


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a run in which some blocks ran.

    What came after the last block that ran, up to the script's real end, belongs to it.

    Attributes:
        first: Index of the first block.
        last: Index of the last block; all in between are part of it, too.
        begin: When the first of them began, in seconds.
        end: When the last of them ended; without end where it goes on to that of the run.
        total: How long that is, in seconds.

    """

    first: int
    last: int
    begin: float
    end: float
    total: float

    @classmethod
    def of_blocks(cls, run: Run, first: int, last: int) -> Window | None:
        """Return the stretch in which blocks `first` to `last` ran, None if none of them did."""
        ran = [index for index, block in enumerate(run.blocks) if block.begin is not None]
        blocks = [run.blocks[index] for index in ran if first <= index <= last]
        if not blocks:
            return None
        begin, end = blocks[0].begin or 0.0, blocks[-1].end
        to_the_end = end is None or ran[-1] <= last
        total = max((run.total if end is None or to_the_end else end) - begin, _SHORTEST)
        return cls(first, last, begin, math.inf if to_the_end else begin + total, round(total, 6))

    def cut(self, run: Run, processes: Iterable[Process], states: Iterable[StateSlice]) -> Run:
        """Return this part of a run as a run of its own.

        Args:
            run: The whole run.
            processes: Those that are part of it, as `process` gives them.
            states: Theirs, as `states` gives them. They are sharpened before they are cut:
                what is left out tells of what stays.

        """
        failed_here = run.failure is not None and self._has(run.failure.block)
        return replace(
            run,
            total=self.total,
            exit_status=run.exit_status if self.end == math.inf else None,
            blocks=tuple(
                self._block(block) if self._has(index) else replace(block, begin=None, end=None)
                for index, block in enumerate(run.blocks)
            ),
            processes=tuple(processes),
            states=tuple(states),
            lines=tuple(
                replace(line, time=self._moment(line.time))
                for line in run.lines
                if self._has(line.block)
            ),
            calls=tuple(
                replace(call, begin=self._moment(call.begin), end=self._over(call.end))
                for call in run.calls
                if self._meets_call(call)
            ),
            failure=run.failure if failed_here else None,
        )

    def writers(self, run: Run) -> set[int]:
        """Return the numbers of the processes that wrote a line of this part."""
        return {line.pid for line in run.lines if self._has(line.block)}

    def meets(self, life: Lifetime) -> bool:
        """Return whether a process was there meanwhile."""
        return life.start < self.end and life.gone > self.begin

    def lifetime(self, life: Lifetime) -> Lifetime:
        """Return when a process was there, counted from the begin of this part."""
        gone = min(self._since(life.gone), self.total)
        return Lifetime(self._since(life.start), self._over(life.end), gone)

    def process(self, process: Process, life: Lifetime) -> Process:
        """Return a process as far as it is known in this part.

        CPU time and memory are not told: they are known of whole runs only.
        """
        end = self._over(life.end)
        return replace(
            process,
            start=self._since(life.start),
            end=end,
            exit_status=None if end is None else process.exit_status,
            cpu_time=None,
            peak_memory=None,
        )

    def states(self, states: Iterable[StateSlice]) -> tuple[StateSlice, ...]:
        """Return what of the states of a process was in this part."""
        return tuple(
            replace(state, begin=self._moment(state.begin), end=self._moment(state.end))
            for state in states
            if state.begin < self.end and state.end > self.begin
        )

    def _has(self, block: int) -> bool:
        return self.first <= block <= self.last

    def _since(self, time: float) -> float:
        return round(time - self.begin, 6)

    def _moment(self, time: float) -> float:
        return self._since(min(max(time, self.begin), self.end))

    def _over(self, time: float | None) -> float | None:
        """Return when something was over, None if that was later."""
        return None if time is None or time > self.end else self._since(time)

    def _meets_call(self, call: Call) -> bool:
        return call.begin < self.end and (call.end is None or call.end >= self.begin)

    def _block(self, block: Block) -> Block:
        if block.begin is None:
            return block
        return replace(block, begin=self._moment(block.begin), end=self._over(block.end))
