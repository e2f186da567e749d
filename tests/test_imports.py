"""What importing the package costs, and where its tasks run."""

from __future__ import annotations

import sys

import pytest

from helpers.places import DATA
from helpers.pythons import find_python, run_python

SCRIPTS = DATA / "scripts"


@pytest.mark.parametrize(
    "module",
    [
        "concurdocs",
        "concurdocs.claims",
        "concurdocs.matrix",
        "concurdocs.runs",
        "concurdocs.scripts",
        "concurdocs.tasks",
    ],
)
def test_importing_needs_only_the_standard_library(module: str) -> None:
    # What the interpreter has imported by itself at its start is not ours to answer for.
    code = (
        f"import sys; before = set(sys.modules); import {module}; "
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )

    imported = run_python(sys.executable, "-c", code)

    assert "" == imported.stderr
    assert {"concurdocs"} == set(imported.stdout.split()) - sys.stdlib_module_names


def test_tasks_run_on_the_oldest_python_promised() -> None:
    python = find_python("3.10")
    if python is None:
        pytest.skip("no Python 3.10 on PATH")

    ran = run_python(python, "-S", "-W", "error", str(SCRIPTS / "use_every_task.py"))

    assert "" == ran.stderr
    assert 0 == ran.returncode
    assert [
        "Ada starts",
        "Ada ends",
        "Bob starts",
        "Bob ends",
        "Ada True 9 16 True ValueError('no') SystemExit(3)",
        "raw",
    ] == [line for line in ran.stdout.splitlines() if "process" not in line]


@pytest.mark.parametrize("module", ["concurdocs.matrix", "concurdocs.tasks"])
def test_what_runs_on_any_system_needs_no_module_of_unix_alone(module: str) -> None:
    missing = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
    code = f"import sys; sys.modules.update(dict.fromkeys({missing})); import {module}"

    imported = run_python(sys.executable, "-c", code)

    assert (0, "") == (imported.returncode, imported.stderr)


def test_a_system_without_unix_sockets_is_told_so() -> None:
    # As on Windows, which has no module `fcntl`.
    code = "import sys; sys.modules['fcntl'] = None; import concurdocs.recording._recorder"
    done = run_python(sys.executable, "-c", code)
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ImportError: concurdocs can't record processes on this system")
    assert "use the Windows Subsystem for Linux" in last
