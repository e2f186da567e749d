"""Running a download once, as a learner runs it.

A learner saves a script in some folder and types ``python script.py``. This does the same,
with a bare Python and an empty environment, by each start method, and compares what comes
with the run that the page shows.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.matrix._cells import Cell
from concurdocs.matrix._compare import compare_lines
from concurdocs.matrix._terminal import run_in_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.matrix._cells import Download
    from concurdocs.matrix._interpreters import Interpreter

TIME_LIMIT = 120.0
"""Seconds for one run: far more than any script takes, for machines under load."""

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
