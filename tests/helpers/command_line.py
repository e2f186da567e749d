"""The command ``concurdocs``, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import concurdocs

TIME_LIMIT = 60
COMMAND = (sys.executable, "-m", "concurdocs")


def command_environment() -> dict[str, str]:
    """Return the environment of these tests, in which the package that is tested is found."""
    source_folder = str(Path(concurdocs.__file__).parents[1])
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [source_folder, os.environ.get("PYTHONPATH")])),
    }


def execute(folder: Path, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder."""
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        cwd=folder,
        env=command_environment(),
        input=given,
        timeout=TIME_LIMIT,
    )


def concurdocs_run(
    folder: Path, *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run ``concurdocs run`` in a folder."""
    return execute(folder, *COMMAND, "run", *arguments, given=given)


def write(folder: Path, text: str, name: str = "script.py") -> Path:
    """Write a script."""
    path = folder / name
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path
