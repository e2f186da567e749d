"""The command that runs all downloads of the site."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from concurdocs.matrix import ask_interpreter
from concurdocs.recording import record
from helpers.places import DOCS, EXAMPLES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = DOCS / "_tools" / "run_matrix.py"


def test_command_runs_a_script_of_the_repository(tmp_path: Path) -> None:
    here = ask_interpreter(sys.executable)
    assert here is not None
    path = next(EXAMPLES.glob("*/plot_value_array.py"))
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
