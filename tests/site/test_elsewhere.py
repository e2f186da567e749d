"""Downloads on systems that lack what Linux has: a stand-in for them, made of missing names.

Only a real one shows all; this holds that no script uses a name that is missing there without
having asked, and that a script that can show nothing says so in one line.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from concurdocs.scripts import inline, read_options
from helpers.places import DATA, ROOT

TASKS = ROOT / "src" / "concurdocs" / "tasks.py"
EXAMPLES = sorted((ROOT / "examples").glob("*/plot_*.py"))

ONLY_LINUX = """
os.eventfd os.memfd_create os.pidfd_open os.sched_getaffinity os.sched_setaffinity os.setns
os.unshare select.epoll signal.sigtimedwait signal.sigwaitinfo
"""
"""Not on macOS. ``os.waitid`` came there with Python 3.13."""

ONLY_UNIX = """
fcntl pty pwd resource termios
os.fork os.forkpty os.getpgid os.getuid os.killpg os.mkfifo os.nice os.pipe2
os.pread os.setpgid os.setsid os.wait os.wait3 os.wait4
os.P_PID os.WEXITED os.WNOWAIT os.WUNTRACED
select.poll signal.SIGALRM signal.SIGCHLD signal.SIGCONT signal.SIGHUP signal.SIGSTOP
signal.SIGUSR1 signal.SIGUSR2 signal.alarm signal.pause signal.setitimer
"""
"""Nor on Windows. Left are those that `multiprocessing` and `subprocess` use here."""

MISSED = re.compile(r"module '(os|select|signal)' has no attribute|ModuleNotFoundError")
"""How Python says that a script has used what is missing."""

MISSING = {
    "darwin": f"{ONLY_LINUX} os.waitid",
    "win32": f"{ONLY_LINUX} {ONLY_UNIX} os.waitid",
}
METHODS = {"darwin": "spawn fork forkserver", "win32": "spawn"}


def system_of(path: Path) -> str:
    return read_options(path.read_text(encoding="utf-8"), path.name).system


def uses_what_may_be_missing(path: Path) -> bool:
    """Return whether a script names something that not every system has."""
    used = {"fork", "forkserver", *MISSING["win32"].split()}
    return any(
        name in used
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            getattr(node, "value", None) if isinstance(node, ast.Constant) else None,
            ast.unparse(node) if isinstance(node, ast.Attribute) else None,
            *([one.name for one in node.names] if isinstance(node, ast.Import) else ()),
        )
    )


CANNOT = [
    pytest.param(path, system, id=f"{path.stem}-{system}")
    for path in EXAMPLES
    for system in MISSING
    if system_of(path) == "linux" or (system_of(path) == "unix" and system == "win32")
]
CAN = [
    pytest.param(path, system, id=f"{path.stem}-{system}")
    for path in EXAMPLES
    # What works without the more that Windows lacks, works on macOS.
    for system in (["darwin"] if system_of(path) == "unix" else ["win32"])
    if system_of(path) == "unix" or (not system_of(path) and uses_what_may_be_missing(path))
]


def run_elsewhere(
    path: Path, folder: Path, system: str, platform: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a download by a Python that misses what it would on another system.

    Args:
        path: The script.
        folder: Where to run it.
        system: The other system, as in ``sys.platform``.
        platform: What ``sys.platform`` shall be, if not what it is. The standard library
            can't start a process then.

    """
    tasks = TASKS.read_text(encoding="utf-8")
    text = inline(path.read_text(encoding="utf-8"), "concurdocs.tasks", tasks, path.name)
    (folder / path.name).write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, path.name],
        cwd=folder,
        check=False,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONPATH": str(DATA / "elsewhere"),
            "ELSEWHERE_MISSING": MISSING[system],
            "ELSEWHERE_METHODS": METHODS[system],
            "ELSEWHERE_PLATFORM": platform,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )


@pytest.mark.parametrize(("path", "system"), CANNOT)
def test_says_in_one_line_that_it_cannot_show_this_here(
    path: Path, system: str, tmp_path: Path
) -> None:
    done = run_elsewhere(path, tmp_path, system, platform=system)
    assert (0, 1) == (done.returncode, len(done.stdout.splitlines())), done.stdout


@pytest.mark.parametrize(("path", "system"), CAN)
def test_uses_nothing_that_is_missing_here(path: Path, system: str, tmp_path: Path) -> None:
    done = run_elsewhere(path, tmp_path, system)
    # In a child it would be an error, and no matter for the exit status of the script.
    missed = [line for line in done.stdout.splitlines() if MISSED.search(line)]
    assert (0, []) == (done.returncode, missed), done.stdout


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import os; os.sched_getaffinity(0)", MISSED.pattern),
        ("import resource", MISSED.pattern),
        ("import multiprocessing as m; m.get_context('fork')", "cannot find context for 'fork'"),
        ("import multiprocessing as m, sys; sys.exit(m.get_start_method())", "^spawn$"),
    ],
)
def test_this_python_misses_it(script: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "plot_own.py"
    path.write_text(script, encoding="utf-8")
    done = run_elsewhere(path, tmp_path, "win32")
    last = done.stdout.splitlines()[-1]
    assert (1, True) == (done.returncode, bool(re.search(told, last))), last


def test_those_that_ask_what_there_is_are_found() -> None:
    found = {path.values[0] for path in CAN}
    names = {path.stem for path in found if isinstance(path, Path)}
    assert {"plot_one_cpu", "plot_orphan", "plot_server_stop"} <= names
