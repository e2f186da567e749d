"""A part of a run as a run of its own, so that all that shows runs can show it."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from concurdocs.timeline._lifetimes import SharpRun, lifetime, seen_states

if TYPE_CHECKING:
    from concurdocs.runs import Block, Call, Process, Run, StateSlice

_SHORTEST = 0.001
"""Seconds; what replays a run counts in milliseconds."""


def excerpt(run: Run, first: int, last: int) -> Run | None:
    """Return what happened while some blocks ran.

    What came after the last block, up to the script's real end, belongs to that block. CPU
    times and memory of processes are not told: they are known of whole runs only.

    Args:
        run: The run.
        first: Index of the first block.
        last: Index of the last block; all in between are part of it, too.

    Returns:
        A run whose times count from the first block's begin, negative for processes that
        were there before; None if none of the blocks ran.

    """
    ran = [index for index, block in enumerate(run.blocks) if block.begin is not None]
    shown = [run.blocks[index] for index in ran if first <= index <= last]
    if not shown:
        return None
    begin, end = shown[0].begin or 0.0, shown[-1].end
    to_the_end = end is None or ran[-1] <= last
    total = max((run.total if end is None or to_the_end else end) - begin, _SHORTEST)
    window = _Window(begin, math.inf if to_the_end else begin + total)
    lines = tuple(line for line in run.lines if first <= line.block <= last)
    wrote = {line.pid for line in lines}
    failed_here = run.failure is not None and first <= run.failure.block <= last
    part = replace(
        run,
        total=round(total, 6),
        exit_status=run.exit_status if to_the_end else None,
        blocks=tuple(
            window.block(block) if first <= index <= last else replace(block, begin=None, end=None)
            for index, block in enumerate(run.blocks)
        ),
        processes=tuple(
            window.process(run, process)
            for process in run.processes
            if process is run.main or process.pid in wrote or window.meets(run, process)
        ),
        # Sharpened before they are cut: what is left out tells of what stays.
        states=tuple(
            window.interval(one)
            for process in run.processes
            for one in seen_states(run, process)
            if one.begin < window.end and one.end > begin
        ),
        lines=tuple(replace(line, time=window.moment(line.time)) for line in lines),
        calls=tuple(
            window.call(call)
            for call in run.calls
            if call.begin < window.end and (call.end is None or call.end >= begin)
        ),
        failure=run.failure if failed_here else None,
    )
    return SharpRun(**{field.name: getattr(part, field.name) for field in fields(part)})


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a run, without end where it goes on to the end of the run."""

    begin: float
    end: float

    def since(self, time: float) -> float:
        return round(time - self.begin, 6)

    def moment(self, time: float) -> float:
        return self.since(min(max(time, self.begin), self.end))

    def over(self, time: float | None) -> float | None:
        """Return when something was over, None if that was later."""
        return None if time is None or time > self.end else self.since(time)

    def meets(self, run: Run, process: Process) -> bool:
        life = lifetime(run, process)
        return life.start < self.end and life.gone > self.begin

    def process(self, run: Run, process: Process) -> Process:
        # What calls tell of its life may be left out of the part.
        life = lifetime(run, process)
        end = self.over(process.end if self.end == math.inf else life.end)
        return replace(
            process,
            start=self.since(life.start if life.start < self.begin else process.start),
            end=end,
            exit_status=None if end is None else process.exit_status,
            cpu_time=None,
            peak_memory=None,
        )

    def interval(self, one: StateSlice) -> StateSlice:
        return replace(one, begin=self.moment(one.begin), end=self.moment(one.end))

    def call(self, call: Call) -> Call:
        return replace(call, begin=self.moment(call.begin), end=self.over(call.end))

    def block(self, block: Block) -> Block:
        if block.begin is None:
            return block
        return replace(block, begin=self.moment(block.begin), end=self.over(block.end))
