"""A single run of a download."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from concurdocs.matrix._cell_runner import run_cell
from concurdocs.scripts import ScriptOptions
from helpers.downloads import run_of
from helpers.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from concurdocs.matrix import Interpreter


def test_a_run_has_an_empty_folder_and_an_empty_environment(
    tmp_path: Path, here: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("SECRET", "a")
    script = (
        "import importlib.util, os, sys\n"
        "print(os.listdir(), sys.argv, os.path.basename(__file__), __name__)\n"
        "print('SECRET' in os.environ, 'PYTHONPATH' in os.environ, sys.stdout.isatty())\n"
        "print(importlib.util.find_spec('concurdocs'), importlib.util.find_spec('psutil'))\n"
    )
    expected = [
        "['plot_own.py'] ['plot_own.py'] plot_own.py __main__", "False False True", "None None",
    ]  # fmt: skip
    page = "\n".join(expected)
    download = dataclasses.replace(run_of(page, tmp_path), text=script)

    problems = {method: run_cell(download, here, method).problem for method in here.methods}

    assert dict.fromkeys(here.methods, "") == problems


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("print('page')", ""),
        ("print('other')", "missing: 'page'; not on the page: 'other'"),
        ("print('page')\nraise SystemExit(3)", "exit status 3 and not 0; last line: 'page'"),
        ("print('page', flush=True)\nimport os; os.kill(os.getpid(), 9)", "exit status -9 and "),
        ("import nothing_like_it", "exit status 1 and not 0; last line: "),
        ("", "it printed nothing"),
    ],
)
def test_a_run_that_is_not_as_on_the_page_is_a_problem(
    tmp_path: Path, here: Interpreter, script: str, problem: str
) -> None:
    download = dataclasses.replace(run_of("page", tmp_path), text=script)

    cell = run_cell(download, here, here.methods[0])

    assert problem == cell.problem[: len(problem)]
    assert (not problem) == cell.passed


@pytest.mark.parametrize("options", [ScriptOptions(varies="true"), ScriptOptions(python="3.99")])
def test_lines_may_differ_where_the_script_says_so_but_not_the_status(
    tmp_path: Path, here: Interpreter, options: ScriptOptions
) -> None:
    page = run_of("page", tmp_path, options)
    other = run_cell(dataclasses.replace(page, text="print('other')"), here, here.methods[0])
    silent = run_cell(dataclasses.replace(page, text=""), here, here.methods[0])
    failing = run_cell(dataclasses.replace(page, text="print(1 / 0)"), here, here.methods[0])

    assert (True, False) == (other.passed, other.lines_as_on_page)
    assert "it printed nothing" == silent.problem
    assert not failing.passed
