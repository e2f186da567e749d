"""What can be measured in a run, and in a block or a process of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concurdocs._suggestions import nearest
from concurdocs.runs import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from concurdocs.runs import Block, Process, Run


class MeasureError(ValueError):
    """An expression that can't be understood or has no value; says what to write."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts.

    Attributes:
        value: The number.
        seconds: Power of the unit second: 1 for a time, 0 for a plain number or a ratio.
        bytes: Power of the unit byte.
        whole: Whether it is a count.

    """

    value: float
    seconds: int = 0
    bytes: int = 0
    whole: bool = False

    @property
    def unit(self) -> tuple[int, int]:
        """The powers of second and byte."""
        return self.seconds, self.bytes


def find_block(run: Run, name: str) -> Block:
    """Return a run's block by name.

    Raises:
        MeasureError: It has no such block; names the nearest.

    """
    for block in run.blocks:
        if block.name == name:
            return block
    names = [block.name for block in run.blocks if block.name]
    msg = f"{run.script} has no block '{name}'; {nearest(name, names, 'blocks')}"
    raise MeasureError(msg)


def find_process(run: Run, name: str) -> Process:
    """Return a run's process by name.

    Raises:
        MeasureError: It has no process of that name, or several.

    """
    processes = [process for process in run.processes if process.name == name]
    if len(processes) == 1:
        return processes[0]
    if processes:
        msg = f"in the run of {run.script}, {len(processes)} processes have the name '{name}'"
        raise MeasureError(msg)
    names = [process.name for process in run.processes if process.name]
    msg = f"the run of {run.script} has no process '{name}'; {nearest(name, names, 'processes')}"
    raise MeasureError(msg)


def _total(run: Run) -> Quantity:
    return Quantity(run.total, seconds=1)


def _time(run: Run, name: str) -> Quantity:
    block = find_block(run, name)
    if block.begin is None or block.end is None:
        msg = f"block '{name}' of {run.script} did not run to its end"
        raise MeasureError(msg)
    return Quantity(block.end - block.begin, seconds=1)


def _lifetime(run: Run, name: str) -> Quantity:
    process = find_process(run, name)
    if process.end is None:
        msg = f"the end of process '{name}' of {run.script} was not seen"
        raise MeasureError(msg)
    return Quantity(process.end - process.start, seconds=1)


def _cpu(run: Run, name: str) -> Quantity:
    process = find_process(run, name)
    if process.cpu_time is None:
        msg = f"process '{name}' of {run.script} ended before its CPU time could be read"
        raise MeasureError(msg)
    return Quantity(process.cpu_time, seconds=1)


def _status(run: Run, name: str) -> Quantity:
    process = find_process(run, name)
    if process.exit_status is None:
        msg = f"the exit status of process '{name}' of {run.script} is not known"
        raise MeasureError(msg)
    return Quantity(process.exit_status, whole=True)


def _processes(run: Run) -> Quantity:
    return Quantity(len(run.own_processes), whole=True)


def _workers(run: Run) -> Quantity:
    return Quantity(sum(process.role == Role.WORKER for process in run.processes), whole=True)


def _lines(run: Run) -> Quantity:
    return Quantity(len(run.lines), whole=True)


def _printed(run: Run, text: str) -> Quantity:
    return Quantity(sum(text in line.text for line in run.lines), whole=True)


def _memory(run: Run) -> Quantity:
    return Quantity(run.peak_memory, bytes=1)


def _cpus(run: Run) -> Quantity:
    return Quantity(len(run.environment.usable_cpus), whole=True)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be asked of a run.

    Attributes:
        name: What expressions call it.
        parameters: What it takes, in words: the script and, if it asks for a part of the run,
            a name.
        function: Measures it in the run of the script.

    """

    name: str
    parameters: tuple[str, ...]
    function: Callable[..., Quantity]


_SCRIPT = ("a script",)
_PART = ("a script", "a name")

MEASURES = {
    measure.name: measure
    for measure in (
        Measure("total", _SCRIPT, _total),
        Measure("time", _PART, _time),
        Measure("lifetime", _PART, _lifetime),
        Measure("cpu", _PART, _cpu),
        Measure("status", _PART, _status),
        Measure("processes", _SCRIPT, _processes),
        Measure("workers", _SCRIPT, _workers),
        Measure("lines", _SCRIPT, _lines),
        Measure("printed", _PART, _printed),
        Measure("memory", _SCRIPT, _memory),
        Measure("cpus", _SCRIPT, _cpus),
    )
}
"""What can be asked of a run, and of a block or process of it, by name."""
