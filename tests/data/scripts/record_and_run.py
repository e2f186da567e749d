"""Record a script, run it in a terminal too, and print the lines of both as JSON.

Usage: record_and_run.py SCRIPT METHOD

The lines are sorted, and numbers of more than one digit blanked: pids and times differ.
"""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from concurdocs.recording import RunRequest, record
from concurdocs.scripts import read_options

WRAPPER = """
import multiprocessing, runpy, sys
multiprocessing.set_start_method(sys.argv[1])
del sys.argv[:2]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def in_terminal(script: Path, method: str) -> "list[str]":
    """Run a script with its output to a pseudo-terminal."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    wrapper = [sys.executable, "-c", WRAPPER, method, script.name]
    with subprocess.Popen(
        wrapper, stdin=theirs, stdout=theirs, stderr=theirs, cwd=script.parent, env=environment
    ):
        os.close(theirs)
        output = b""
        try:
            while piece := os.read(ours, 1 << 16):
                output += piece
        except OSError:  # how a terminal says that nobody writes any more
            pass
        os.close(ours)
    return output.decode().replace("\r\n", "\n").splitlines()


def blanked(lines: "list[str]", folder: Path) -> "list[str]":
    """Return lines that can be compared."""
    return sorted(re.sub(r"\d+\.\d+|\d\d+", "#", line.replace(f"{folder}/", "")) for line in lines)


if __name__ == "__main__":
    path, start_method = Path(sys.argv[1]).resolve(), sys.argv[2]
    options = read_options(path.read_text(encoding="utf-8"), path.name)
    run = record(path, request=RunRequest(options=options, start_method=start_method))
    found = {
        "recorded": blanked([line.text for line in run.lines], path.parent),
        "terminal": blanked(in_terminal(path, start_method), path.parent),
        "failure": run.failure and run.failure.message,
    }
    print(json.dumps(found))
