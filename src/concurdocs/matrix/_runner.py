"""Running a whole matrix, several scripts at a time, and its result as a file and a table."""

from __future__ import annotations

import dataclasses
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from concurdocs.matrix._cell_runner import run_cell
from concurdocs.matrix._cells import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from concurdocs.matrix._cells import Download
    from concurdocs.matrix._interpreters import Interpreter

FORMAT = 1
"""Raised whenever a result written before could be read wrongly."""

ATTEMPTS = 3
"""Runs that a script gets. What it shows may need CPUs that other scripts use at the moment,
so all but the first run are made with nothing beside them."""

_EVERY = 10.0
"""Seconds between two reports of how far it is."""


def run_matrix(
    downloads: Sequence[Download],
    interpreters: Sequence[Interpreter],
    jobs: int,
    report: Callable[[str], None] = lambda _: None,
) -> list[Cell]:
    """Run scripts by each start method of some Pythons.

    Args:
        downloads: The scripts.
        interpreters: The Pythons.
        jobs: How many scripts run at a time.
        report: Is told how far it is, and what is not as on the page.

    Returns:
        A cell for each script, Python and start method.

    """
    wanted = [
        (download, interpreter, method)
        for interpreter in interpreters
        for method in interpreter.methods
        for download in downloads
    ]
    for interpreter in interpreters:
        methods = ", ".join(interpreter.methods)
        report(f"Python {interpreter.version}: {methods} ({interpreter.command})")
    report(f"{len(downloads)} scripts, {len(wanted)} runs, {jobs} at a time")
    done = 0
    reported = time.monotonic()
    lock = threading.Lock()

    def run(task: tuple[Download, Interpreter, str]) -> Cell:
        nonlocal done, reported
        cell = run_cell(*task)
        with lock:
            done += 1
            if time.monotonic() - reported > _EVERY:
                reported = time.monotonic()
                report(f"{done} of {len(wanted)}")
        return cell

    with ThreadPoolExecutor(jobs) as executor:
        cells = list(executor.map(run, wanted))
    for index, task in enumerate(wanted):
        first = cells[index]
        while cells[index].problem and cells[index].attempts < ATTEMPTS:
            attempts = cells[index].attempts + 1
            cells[index] = dataclasses.replace(run_cell(*task), attempts=attempts)
        if first.problem:
            report(_outcome(first, cells[index]))
    return cells


def _outcome(first: Cell, last: Cell) -> str:
    run = f"{last.script}, Python {last.python}, {last.method}"
    if last.problem:
        return f"FAILED {run}: {last.problem}"
    return f"at run {last.attempts}, {run}; before: {first.problem}"


def save_matrix(path: Path, cells: Sequence[Cell]) -> None:
    """Write the result of a matrix as JSON."""
    data = {"concurdocs_matrix": FORMAT, "cells": [dataclasses.asdict(cell) for cell in cells]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def load_matrix(path: Path) -> list[Cell]:
    """Read the result of a matrix.

    Returns:
        Its cells; none if there is no result that this version can read.

    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["concurdocs_matrix"] != FORMAT:
            return []
        return [Cell(**cell) for cell in data["cells"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


@dataclasses.dataclass(frozen=True, slots=True)
class Summary:
    """What came of a Python with a start method.

    Attributes:
        python: Version of the interpreter.
        method: The start method.
        passed: How many scripts did as on their pages.
        total: How many were run.
        failing: The others' names.
        repeated: Names of those that needed another run.

    """

    python: str
    method: str
    passed: int
    total: int
    failing: tuple[str, ...]
    repeated: tuple[str, ...]


def summaries(cells: Sequence[Cell]) -> list[Summary]:
    """Return a summary for each Python and start method, in the order of the cells."""
    groups: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.python, cell.method), []).append(cell)
    return [
        Summary(
            python,
            method,
            sum(cell.passed for cell in group),
            len(group),
            tuple(cell.script for cell in group if not cell.passed),
            tuple(cell.script for cell in group if cell.passed and cell.attempts > 1),
        )
        for (python, method), group in groups.items()
    ]


def table(cells: Sequence[Cell]) -> str:
    """Return the summaries as text, a line for each."""
    rows = [
        f"{row.python:10} {row.method:11} {row.passed:4} of {row.total:4}  {', '.join(row.failing)}"
        for row in summaries(cells)
    ]
    others = sorted({cell.script for cell in cells if not cell.lines_as_on_page and cell.passed})
    if others:
        rows.append(f"other lines than on the page, as they may have: {', '.join(others)}")
    return "\n".join(row.rstrip() for row in rows)
