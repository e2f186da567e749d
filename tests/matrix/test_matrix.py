"""Downloads by all Pythons and start methods, compared with the runs of their pages."""

from __future__ import annotations

import ast
import dataclasses
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest
from bs4 import BeautifulSoup

from concurdocs.matrix import (
    Cell,
    Download,
    Interpreter,
    ask_interpreter,
    find_interpreters,
    load_matrix,
    run_matrix,
    save_matrix,
    summaries,
    table,
)
from concurdocs.matrix._cells import run_cell
from concurdocs.matrix._compare import blank, compare_lines
from concurdocs.matrix._terminal import run_in_terminal
from concurdocs.recording import record
from concurdocs.scripts import ScriptOptions, inline, read_options
from concurdocs.scripts._translation import translate
from helpers.places import ROOT
from helpers.sphinx_projects import Project

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ROOT / "docs" / "_tools" / "run_matrix.py"
TASKS = ROOT / "src" / "concurdocs" / "tasks.py"
EXAMPLES = sorted((ROOT / "examples").glob("*/plot_*.py"))
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


def download_of(path: Path, folder: Path) -> Download:
    """Make a download of a script, and run it for the page."""
    tasks = TASKS.read_text(encoding="utf-8")
    text = inline(path.read_text(encoding="utf-8"), "concurdocs.tasks", tasks, path.name)
    copy = folder / path.name
    copy.write_text(text, encoding="utf-8")
    return Download(path.name, text, read_options(text, path.name), record(copy))


@pytest.fixture(scope="session")
def here() -> Interpreter:
    """Return the Python of these tests, without its packages."""
    found = ask_interpreter(sys.executable)
    assert found is not None
    return found


def made_by(folder: Path, script: str) -> Download:
    path = folder / "plot_own.py"
    path.write_text(script, encoding="utf-8")
    return download_of(path, folder)


def run_of(printed: str, folder: Path, options: ScriptOptions | None = None) -> Download:
    """Make a download whose page shows these lines, all by the script itself."""
    download = made_by(folder, f"print({printed!r})")
    return dataclasses.replace(download, options=options or ScriptOptions())


# -- Lines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("ann: process 12, child of process 3", "ann: process 4567, child of process 89"),
        ("took 0.31 seconds and 20 ms, 7%", "took 0.4 seconds and 120 ms, 35%"),
        ("OSError: in use ('127.0.0.1', 35001)", "OSError: in use ('127.0.0.1', 40002)"),
        ("Traceback (most recent call last):\n  a\nTypeError: this", "TypeError"),
        ("TypeError", "\x1b[1;35mTypeError\x1b[0m"),
    ],
)
def test_blanked_lines_are_the_same(page: str, printed: str) -> None:
    assert blank(printed.splitlines()) == blank(page.splitlines())


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("4 processes", "3 processes"),
        ("exit code: -15", "exit code: -9"),
        ("ann starts", "bo starts"),
        ("TypeError: this", "TypeError: that"),
        ("Traceback (most recent call last):\n  a\nTypeError: this", "ValueError"),
    ],
)
def test_lines_that_say_something_else_are_not_the_same(page: str, printed: str) -> None:
    assert blank(printed.splitlines()) != blank(page.splitlines())


def test_numbers_are_blanked_where_the_script_says_that_they_vary(tmp_path: Path) -> None:
    page, printed = "seen on [0], 57 times", ["seen on [0, 1], 9 times"]
    varying = run_of(page, tmp_path, ScriptOptions(varies="numbers"))

    assert "" == compare_lines(varying, "fork", printed)
    assert compare_lines(run_of(page, tmp_path), "fork", printed)


def test_start_method_is_that_of_the_run_and_not_of_the_page(tmp_path: Path) -> None:
    script = "import multiprocessing as m\nprint('start method:', m.get_start_method())"
    download = made_by(tmp_path, script)

    assert "" == compare_lines(download, "spawn", ["start method: spawn"])
    assert compare_lines(download, "spawn", ["start method: forkserver"])


def test_order_counts_unless_the_text_calls_it_luck(tmp_path: Path) -> None:
    child = "import os\nif not os.fork():\n    print('child'); os._exit(0)\nos.wait()\n"
    download = made_by(tmp_path, child + "print('one')\nprint('two')")
    lucky = dataclasses.replace(download, text="# The order is luck.")

    assert "" == compare_lines(download, "fork", ["child", "one", "two"])
    assert "in another order, and" in compare_lines(download, "fork", ["one", "child", "two"])
    assert "" == compare_lines(lucky, "fork", ["one", "child", "two"])
    assert "own lines" in compare_lines(lucky, "fork", ["two", "child", "one"])
    assert "missing: 'two'" == compare_lines(lucky, "fork", ["child", "one"])
    assert "not on the page: 'x'" == compare_lines(lucky, "fork", ["child", "one", "two", "x"])


# -- A single run ------------------------------------------------------------------------


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminal of this kind")
def test_what_does_not_end_is_ended_with_all_its_processes(tmp_path: Path) -> None:
    mark = f"sleeper-{os.getpid()}"
    inner = "import time; print(1, flush=True); time.sleep(60)"
    script = (
        f"import subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {inner!r}, {mark!r}])\ntime.sleep(60)\n"
    )
    begin = time.monotonic()

    status, output = run_in_terminal([sys.executable, "-c", script], str(tmp_path), {}, 2.0)

    assert (None, b"1\n") == (status, output)
    assert time.monotonic() - begin < 30
    deadline = time.monotonic() + 10
    while _has_process(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _has_process(mark)


def _has_process(mark: str) -> bool:
    found = [one.info["cmdline"] or [] for one in psutil.process_iter(["cmdline", "status"])
             if one.info["status"] != psutil.STATUS_ZOMBIE]  # fmt: skip
    return any(mark in command[-1:] for command in found)


# -- Pythons -----------------------------------------------------------------------------


def test_finds_this_python_and_none_twice(here: Interpreter) -> None:
    found = find_interpreters([sys.executable])
    series = [one.series for one in found]

    assert here in found
    assert sorted(set(series), key=lambda name: int(name.split(".")[1])) == series


def test_what_is_no_python_is_not_found() -> None:
    assert None is ask_interpreter(str(ROOT / "no-such-python"))
    assert None is ask_interpreter("false")


# -- The whole ---------------------------------------------------------------------------


def test_sample_of_downloads_by_every_start_method(tmp_path: Path, here: Interpreter) -> None:
    paths = {path.stem: path for path in EXAMPLES}
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
    assert [("plot_own.py",)] == [one.repeated for one in summaries(cells)]


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


def test_command_runs_a_script_of_the_repository(tmp_path: Path, here: Interpreter) -> None:
    path = next(path for path in EXAMPLES if path.stem == "plot_value_array")
    record(path).save(tmp_path / "runs" / "plot_value_array.json")
    result = tmp_path / "matrix.json"
    arguments = ["--runs", f"{tmp_path}/runs", "--result", f"{result}", "--only", "--python"]

    done = run_command("plot_value_array", *arguments, sys.executable)
    other = run_command("plot_pids", *arguments, sys.executable)
    unknown = run_command("plot_nothing", *arguments, sys.executable)

    lines = done.stdout.splitlines()[-len(here.methods) :]
    assert [f"{here.version:10} {method:11}    1 of    1" for method in here.methods] == lines
    assert (0, 1, 2) == (done.returncode, other.returncode, unknown.returncode)
    assert "plot_pids.py has no run to compare with" in other.stderr
    assert not result.exists()  # a part of the matrix is nothing to show


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, COMMAND, *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        text=True,
        timeout=120,
    )


# -- All downloads -----------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_download_is_the_same_code_in_both_languages_and_needs_no_package(path: Path) -> None:
    tasks = TASKS.read_text(encoding="utf-8")
    script, sidecar = path.read_text(encoding="utf-8"), path.with_suffix(".zh.rst")
    chinese, problems = translate(
        script, sidecar.read_text(encoding="utf-8"), (path.name, sidecar.name)
    )
    texts = [inline(text, "concurdocs.tasks", tasks, path.name) for text in (script, chinese)]

    assert [] == problems
    assert texts[0] != texts[1]
    assert code_of(texts[0]) == code_of(texts[1])
    assert set() == imported_by(texts[0]) - sys.stdlib_module_names


def code_of(script: str) -> str:
    tree = ast.parse(script)
    assert ast.get_docstring(tree)
    del tree.body[0]
    return ast.dump(tree)


def imported_by(script: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(script)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


# -- The site ----------------------------------------------------------------------------


def test_report_shows_the_last_matrix(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(
        "conf.py",
        'extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]\n'
        'exclude_patterns = ["_build", "examples"]\n'
        'sphinx_gallery_conf = {"examples_dirs": "examples", "gallery_dirs": "gallery"}\n'
        'concurdocs_matrix = "results/matrix.json"\n',
    )
    toctree = ".. toctree::\n\n   gallery/index\n"
    project.write("index.rst", f"Report\n======\n\n.. build-report::\n\n{toctree}")
    project.write("examples/GALLERY_HEADER.rst", "Gallery\n=======\n")
    project.write("examples/plot_one.py", '"""\nOne\n===\n"""\nprint(1)\n')
    result = tmp_path / "results" / "matrix.json"

    tables = []
    for problem in (None, "missing: 'x'", ""):
        if problem is not None:
            save_matrix(result, [CELLS[0], dataclasses.replace(CELLS[1], problem=problem)])
        build = project.build()
        assert "" == build.warnings
        tables.append(matrix_on(build.folder))

    assert [
        [],
        [["3.10.1", "fork", "1 / 2", "plot_b.py"]],
        [["3.10.1", "fork", "2 / 2", "–"]],
    ] == tables


def matrix_on(folder: Path) -> list[list[str]]:
    page = BeautifulSoup((folder / "index.html").read_bytes(), "html.parser")
    tables = [one for one in page.select("table.run-report") if "Failing scripts" in one.text]
    return [
        [cell.text.strip() for cell in row.select("td")]
        for one in tables
        for row in one.select("tbody tr")
    ]
