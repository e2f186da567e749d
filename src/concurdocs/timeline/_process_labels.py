"""How a process is told from the others wherever a run is shown: its label and its colour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from concurdocs.runs import HELPERS, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concurdocs.runs import Process, Run

CHILD_COLOURS = 7


class Words(Protocol):
    """The words that processes are named with; who shows runs brings them, and more."""

    @property
    def roles(self) -> Mapping[Role, str]:
        """What a process is there for."""

    @property
    def unattributed(self) -> str:
        """What to call number 0, which stands for all processes."""

    @property
    def pid(self) -> str:
        """What to call a process by its ``{number}``."""


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


def process_labels(run: Run, processes: Sequence[Process], words: Words) -> dict[int, ProcessLabel]:
    """Return how each process is shown, by its number.

    Args:
        run: The run.
        processes: All of its processes, in order of creation.
        words: In the reader's language.

    """
    recorded = {process.pid for process in run.processes}
    names = {
        process.pid: _name(process, words, recorded=process.pid in recorded)
        for process in processes
    }
    namesakes = Counter(names.values())
    labels: dict[int, ProcessLabel] = {}
    children = 0
    for process in processes:
        name = names[process.pid]
        label = f"{name} [{process.pid}]" if namesakes[name] > 1 else name
        helper = process.role in HELPERS
        if process is run.main or helper or process.pid == 0:
            css_class = "run-p0"
        else:
            css_class = f"run-p{1 + children % CHILD_COLOURS}"
            children += 1
        labels[process.pid] = ProcessLabel(name, label, css_class, helper)
    return labels


def _name(process: Process, words: Words, *, recorded: bool) -> str:
    if process.role == Role.MAIN or process.role in HELPERS:
        return words.roles[process.role]
    if process.pid == 0:
        return words.unattributed
    # It has no name of its own; older records hold the English word instead. Of what is known
    # by its lines only not even the role is known.
    if recorded and process.role == Role.PROCESS and process.name in {"", Role.PROCESS}:
        return words.roles[process.role]
    return process.name or words.pid.format(number=process.pid)
