"""A whole matrix, and its result."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from concurdocs.matrix import Cell, load_matrix, run_matrix, save_matrix, summaries, table
from helpers.downloads import download_of, run_of
from helpers.places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from concurdocs.matrix import Interpreter

SAMPLE = [
    "plot_arguments",
    "plot_broken_args",
    "plot_close_join",
    "plot_executor_without_join",
    "plot_fixed_listener",
    "plot_function_without_file",
    "plot_pids",
    "plot_value_array",
]
"""Every kind of script: pools, sockets, errors, tasks of the package, ends without a join."""


def test_sample_of_downloads_by_every_start_method(tmp_path: Path, here: Interpreter) -> None:
    paths = {path.stem: path for path in EXAMPLES.glob("*/plot_*.py")}
    downloads = [download_of(paths[name], tmp_path) for name in SAMPLE]

    cells = run_matrix(downloads, [here], jobs=4)

    assert len(SAMPLE) * len(here.methods) == len(cells)
    assert [] == [cell for cell in cells if not cell.passed]


def test_a_script_that_fails_gets_more_runs_with_nothing_beside(
    tmp_path: Path, here: Interpreter
) -> None:
    counter = tmp_path / "runs"
    script = (
        f"with open({str(counter)!r}, 'a') as file: file.write('x')\n"
        f"with open({str(counter)!r}) as file: print('page' if len(file.read()) > 1 else 'bad')\n"
    )
    one_method = dataclasses.replace(here, methods=here.methods[:1])
    reports: list[str] = []
    download = dataclasses.replace(run_of("page", tmp_path), text=script)
    never = dataclasses.replace(download, name="plot_never.py", text="print('bad')")

    cells = run_matrix([download, never], [one_method], 1, reports.append)

    assert [(True, 2), (False, 3)] == [(cell.passed, cell.attempts) for cell in cells]
    assert ["at run 2, plot_own.py", "FAILED plot_never.py"] == [
        report.partition(", Python")[0] for report in reports[-2:]
    ]
    assert [("plot_own.py",)] == [summary.repeated for summary in summaries(cells)]


CELLS = [
    Cell("3.10.1", "fork", "plot_a.py", "", 1.0),
    Cell("3.10.1", "fork", "plot_b.py", "missing: 'x'", 1.0, 3, lines_as_on_page=False),
    Cell("3.10.1", "spawn", "plot_a.py", "", 1.0, lines_as_on_page=False),
]


def test_result_is_kept_and_summed_up(tmp_path: Path) -> None:
    path = tmp_path / "some" / "matrix.json"
    save_matrix(path, CELLS)

    assert CELLS == load_matrix(path)
    assert [
        "3.10.1     fork           1 of    2  plot_b.py",
        "3.10.1     spawn          1 of    1",
        "other lines than on the page, as they may have: plot_a.py",
    ] == table(CELLS).splitlines()


@pytest.mark.parametrize("text", ["", "{}", '{"concurdocs_matrix": 99, "cells": []}', "[1]"])
def test_no_result_is_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "matrix.json"
    assert [] == load_matrix(path)
    path.write_text(text, encoding="utf-8")
    assert [] == load_matrix(path)
