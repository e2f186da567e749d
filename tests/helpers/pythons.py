"""Other Pythons than the one that runs the tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import concurdocs

TIME_LIMIT = 60
"""Seconds after which an interpreter that should take less than one is taken to hang."""


def run_python(python: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run an interpreter that finds the package under test and no other third-party one."""
    return subprocess.run(
        [python, *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(concurdocs.__file__).parents[1])},
        text=True,
        timeout=TIME_LIMIT,
    )


def find_python(version: str) -> str | None:
    """Return a command on PATH that starts this version of Python, or None.

    The first one of that name is not enough: version managers put commands on PATH
    that only say that the version is not chosen.
    """
    names = (f"python{version}", f"python{version}.exe")
    for folder in os.get_exec_path():
        for command in (Path(folder) / name for name in names):
            if command.is_file():
                answer = run_python(str(command), "-c", "import sys; print(*sys.version_info[:2])")
                if answer.stdout.split() == version.split("."):
                    return str(command)
    return None
