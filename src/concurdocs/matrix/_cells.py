"""The matrix of downloads: every script, run as a learner runs it, by every Python there is.

A learner saves a script in some folder and types ``python script.py``. This does the same,
with a bare Python and an empty environment, by each start method, and compares what comes
with the run that the page shows. Standard library only, so that it works on any system.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.matrix._compare import compare_lines
from concurdocs.matrix._terminal import run_in_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.runs import Run
    from concurdocs.scripts import ScriptOptions

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
"""Those that are looked for on PATH."""

TIME_LIMIT = 120.0
"""Seconds for one run: far more than any script takes, for machines under load."""

_ASK = """
import json, multiprocessing, os, sys
methods = multiprocessing.get_all_start_methods()
default = multiprocessing.get_start_method()
methods = [default, *(one for one in methods if one != default)]
real = getattr(sys, "_base_executable", sys.executable)
print(json.dumps([sys.version.split()[0], methods, real]))
"""

# In its own `__main__`, as `runpy.run_path` takes the script's functions away at its end, while
# executors may still need them.
_WITH_METHOD = """
import multiprocessing, sys
multiprocessing.set_start_method(sys.argv[1])
sys.argv = sys.argv[2:]
__file__ = sys.argv[0]
del multiprocessing, sys
exec(compile(open(__file__, "rb").read(), __file__, "exec"))
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


@dataclass(frozen=True, slots=True)
class Download:
    """A script as it is downloaded, and the run that its page shows.

    Attributes:
        name: File name.
        text: The script, needing nothing but Python.
        options: How it is to be run.
        run: What its page shows.

    """

    name: str
    text: str
    options: ScriptOptions
    run: Run


@dataclass(frozen=True, slots=True)
class Cell:
    """One run of the matrix.

    Attributes:
        python: Version of the interpreter.
        method: The start method.
        script: File name.
        problem: What is not as on the page; empty if all is.
        seconds: How long it took.
        attempts: How many runs it took until it was as on the page.
        lines_as_on_page: Whether the lines are those of the page. Where they may differ,
            no is not a problem.

    """

    python: str
    method: str
    script: str
    problem: str
    seconds: float
    attempts: int = 1
    lines_as_on_page: bool = True

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problem


def ask_interpreter(command: str) -> Interpreter | None:
    """Ask a program what Python it is; None if it is none that runs."""
    try:
        found = _answer(command)
        if found is None:
            return None
        version, methods, real = found
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
        found
        for version in VERSIONS
        for folder in folders
        if (found := shutil.which(f"python{version}", path=folder))
    ]
    series: dict[str, Interpreter] = {}
    for command in [*more, *commands, sys.executable]:
        # Asking takes time, and the name tells what the answer would be.
        if command not in more and Path(command).name.removeprefix("python") in series:
            continue
        if interpreter := ask_interpreter(command):
            series.setdefault(interpreter.series, interpreter)
    return [series[name] for name in sorted(series, key=lambda name: int(name.split(".")[1]))]


def run_cell(download: Download, interpreter: Interpreter, method: str) -> Cell:
    """Run a script once, in an empty folder and with an empty environment, and compare.

    Args:
        download: The script.
        interpreter: By which Python.
        method: By which start method; the default one is not set, as learners don't.

    """
    with tempfile.TemporaryDirectory(prefix="download-", ignore_cleanup_errors=True) as folder:
        Path(folder, download.name).write_text(download.text, encoding="utf-8")
        command = [interpreter.command, download.name]
        if method != interpreter.methods[0]:
            command[1:1] = ["-c", _WITH_METHOD, method]
        begin = time.monotonic()
        status, output = run_in_terminal(command, folder, bare_environment(), TIME_LIMIT)
        seconds = time.monotonic() - begin
    printed = output.decode("utf-8", "backslashreplace").splitlines()
    other_lines = compare_lines(download, method, printed)
    problem = ""
    if status is None:
        problem = f"not at its end after {TIME_LIMIT:.0f} seconds"
    elif status != download.run.exit_status:
        problem = f"exit status {status} and not {download.run.exit_status}; {_last(printed)}"
    elif not printed:
        problem = "it printed nothing"
    elif must_have_lines(download, interpreter):
        problem = other_lines
    return Cell(
        interpreter.version, method, download.name, problem, round(seconds, 2),
        lines_as_on_page=not other_lines,
    )  # fmt: skip


def bare_environment() -> dict[str, str]:
    """Return an environment with nothing but what the system itself needs."""
    if os.name == "nt":
        kept = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "COMSPEC", "PATHEXT"}
        return {name: value for name, value in os.environ.items() if name.upper() in kept}
    return {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}


def must_have_lines(download: Download, interpreter: Interpreter) -> bool:
    """Return whether the lines must be those of the page.

    They need not be by an older Python than the script needs or on another system than the
    page's: a script that cannot show something says so instead.
    """
    here = {"win32": "Windows", "darwin": "Darwin", "linux": "Linux"}.get(sys.platform)
    return (
        download.options.varies != "true"
        and download.run.environment.system == here
        and download.options.supported_on(here, interpreter.version)
    )


def _last(printed: Sequence[str]) -> str:
    return f"last line: {printed[-1]!r}" if printed else "it printed nothing"
