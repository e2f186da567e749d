"""Programs as at a terminal."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from concurdocs.matrix._terminal import run_in_terminal

if TYPE_CHECKING:
    from pathlib import Path


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
    commands = [
        process.info["cmdline"] or []
        for process in psutil.process_iter(["cmdline", "status"])
        if process.info["status"] != psutil.STATUS_ZOMBIE
    ]
    return any(mark in command[-1:] for command in commands)
