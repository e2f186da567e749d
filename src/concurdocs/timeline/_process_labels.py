"""How a process is told from the others wherever a run is shown: its label and its colour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concurdocs.runs import HELPERS, Process, Role

if TYPE_CHECKING:
    from concurdocs.drawing import Labels
    from concurdocs.runs import Run

CHILD_COLOURS = 7


@dataclass(frozen=True, slots=True)
class ProcessLabel:
    """How one process is shown.

    Attributes:
        name: What it is called; several may have the same name.
        label: The name, with the process's number where it has namesakes.
        css_class: The class that gives its colour, ``run-p0`` for the main process and
            ``run-p1`` to ``run-p7``, in turn, for its children in order of creation.
        helper: Whether it is one that `multiprocessing` started for itself.

    """

    name: str
    label: str
    css_class: str
    helper: bool


def all_processes(run: Run) -> tuple[Process, ...]:
    """Return the processes of a run, with those added that are known by their lines only.

    That is number 0 where the platform can't say who wrote a line, and a process that was
    gone before anybody looked.
    """
    seen = {process.pid for process in run.processes}
    lines: dict[int, list[float]] = {}
    for line in run.lines:
        if line.pid not in seen:
            lines.setdefault(line.pid, []).append(line.time)
    return run.processes + tuple(
        Process(pid, None, "", Role.PROCESS, times[0], times[-1], None, None, None)
        for pid, times in lines.items()
    )


def process_labels(run: Run, labels: Labels) -> dict[int, ProcessLabel]:
    """Return how each process of `run` is shown, by its number."""
    processes = all_processes(run)
    names = Counter(_name(process, labels) for process in processes)
    found: dict[int, ProcessLabel] = {}
    children = 0
    for process in processes:
        name = _name(process, labels)
        label = f"{name} [{process.pid}]" if names[name] > 1 else name
        helper = process.role in HELPERS
        if process is run.main or helper or process.pid == 0:
            css_class = "run-p0"
        else:
            css_class = f"run-p{1 + children % CHILD_COLOURS}"
            children += 1
        found[process.pid] = ProcessLabel(name, label, css_class, helper)
    return found


def _name(process: Process, labels: Labels) -> str:
    if process.role == Role.MAIN or process.role in HELPERS:
        return labels.roles[process.role]
    if process.pid == 0:
        return labels.unattributed
    # It has no name of its own; older records hold the English word instead.
    if process.role == Role.PROCESS and process.name in {"", Role.PROCESS}:
        return labels.roles[process.role]
    return process.name or labels.pid.format(number=process.pid)
