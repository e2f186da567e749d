"""The Pythons there are, and the start methods of each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
"""Those that are looked for on PATH."""

_ASK = """
import json, multiprocessing, sys
methods = multiprocessing.get_all_start_methods()
default = multiprocessing.get_start_method()
methods = [default, *(method for method in methods if method != default)]
real = getattr(sys, "_base_executable", sys.executable)
print(json.dumps([sys.version.split()[0], methods, real]))
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python to run scripts with.

    Attributes:
        command: The program.
        version: Such as ``3.13.0``.
        methods: Its start methods, the default first.

    """

    command: str
    version: str
    methods: tuple[str, ...]

    @property
    def series(self) -> str:
        """The version without its last part, such as ``3.13``."""
        return ".".join(self.version.split(".")[:2])


def ask_interpreter(command: str) -> Interpreter | None:
    """Ask a program what Python it is; None if it is none that runs."""
    try:
        answer = _answer(command)
        if answer is None:
            return None
        version, methods, real = answer
        # The Python itself and not a virtual environment of it, which may hold packages.
        if Path(real).is_file() and (again := _answer(real)) and again[0] == version:
            command = real
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Interpreter(command, version, tuple(methods))


def _answer(command: str) -> tuple[str, list[str], str] | None:
    done = subprocess.run(  # noqa: S603 - a Python that who starts this has chosen
        [command, "-c", _ASK], capture_output=True, check=False, text=True, timeout=60
    )
    if done.returncode:
        return None
    version, methods, real = json.loads(done.stdout.splitlines()[-1])
    return version, methods, real


def find_interpreters(more: Sequence[str] = ()) -> list[Interpreter]:
    """Return the Pythons on PATH and some more, one of each series, oldest first.

    Args:
        more: Programs to look at first.

    """
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    commands = [
        command
        for version in VERSIONS
        for folder in folders
        if (command := shutil.which(f"python{version}", path=folder))
    ]
    series: dict[str, Interpreter] = {}
    for command in [*more, *commands, sys.executable]:
        # Asking takes time, and the name tells what the answer would be.
        if command not in more and Path(command).name.removeprefix("python") in series:
            continue
        if interpreter := ask_interpreter(command):
            series.setdefault(interpreter.series, interpreter)
    return [series[name] for name in sorted(series, key=lambda name: int(name.split(".")[1]))]
