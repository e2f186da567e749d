"""What the command ``concurdocs`` is asked for, and what it says if that can't be done."""

from __future__ import annotations

import math
import signal
import sys
from errno import ENOENT
from typing import TYPE_CHECKING

import pytest

import concurdocs
from concurdocs.cli import _commands
from concurdocs.runs import FailureKind, Run
from helpers.command_line import COMMAND, concurdocs_run, execute, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from concurdocs.recording import CodeBlock, RunRequest


def test_run_is_ended_at_the_time_limit(tmp_path: Path) -> None:
    write(tmp_path, "import time\nprint('sleeps')\ntime.sleep(60)")

    recorded = concurdocs_run(tmp_path, "--time-limit", "0.5", "--json", "r", "script.py")

    assert (128 + signal.SIGKILL, b"sleeps\n") == (recorded.returncode, recorded.stdout)
    said = recorded.stderr.decode()
    assert said.startswith("concurdocs: script.py, line 3: still running after 0.5 s, the time ")
    assert said.endswith(", sleeping))\n")
    failure = Run.load(tmp_path / "r").failure
    assert failure is not None
    assert FailureKind.TIME_LIMIT == failure.kind


def test_processes_that_are_left_are_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        """\
        # concurdocs: grace = 0.3
        import subprocess
        subprocess.Popen(["sleep", "60"])
        """,
    )

    recorded = concurdocs_run(tmp_path, "script.py")

    assert 0 == recorded.returncode
    said = recorded.stderr.decode()
    assert said.startswith("concurdocs: script.py, line 3: still running 0.3 s after the script's ")
    assert "now ended: sleep (pid " in said


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [
        ("", (), math.inf),
        ("# concurdocs: time_limit = 5", (), 5),
        ("# concurdocs: time_limit = 5", ("--time-limit", "7"), 7),
    ],
)
def test_there_is_a_time_limit_only_where_one_is_asked_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    arguments: tuple[str, ...],
    expected: float,
) -> None:
    limits = []

    def record(_: Path, __: Sequence[CodeBlock], request: RunRequest) -> Run:
        limits.append(request.options.time_limit)
        raise OSError(ENOENT, "not run", "it")

    monkeypatch.setattr(_commands, "record", record)

    assert 2 == _commands.run_command_line(["run", *arguments, str(write(tmp_path, text))])
    assert [expected] == limits


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.py"], "can't read missing.py: No such file or directory"),
        (["folder"], "can't run folder: it is a folder"),
        (["/dev/null"], "can't run /dev/null: it is no regular file"),
        (["binary.py"], "can't read binary.py: "),
        (["comment.py"], "comment.py, line 1: unknown option 'time' in "),
        (["--json", "folder", "script.py"], "can't write folder: Is a directory"),
        (["--html", "no/x", "script.py"], "can't write no/x: No such file or directory"),
        (["--trace", "script.py", "script.py"], "can't write script.py: it is the script, "),
        (["--html", "x", "--json", "./x", "script.py"], "can't write x: it is the script, or"),
        (["--htm", "x", "script.py"], "No such option"),
        (["--time-limit", "soon", "script.py"], "Invalid value for '--time-limit': 'soon' "),
        (["--start-method", "thread", "script.py"], "Invalid value for '--start-method': "),
        (["--language", "fr", "script.py"], "Invalid value for '--language': 'fr' is not one "),
        ([], "Missing argument 'SCRIPT'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_before_the_script_runs(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.py").write_bytes(b"\xff\x00")
    write(tmp_path, "# concurdocs: time = 1", "comment.py")
    write(tmp_path, "open('ran', 'w')")
    before = set(tmp_path.iterdir())

    recorded = concurdocs_run(tmp_path, *arguments)

    assert (2, b"") == (recorded.returncode, recorded.stdout)
    said = recorded.stderr.decode()
    assert said.startswith(f"concurdocs: {message}")
    assert 1 == said.count("\n")
    assert before == set(tmp_path.iterdir())


def test_command_without_click_says_how_to_get_it(tmp_path: Path) -> None:
    code = "import sys; sys.modules['click'] = None; from concurdocs.cli import main; main()"

    ran = execute(tmp_path, sys.executable, "-c", code)

    assert 1 == ran.returncode
    assert b'concurdocs: the command needs click: pip install "concurdocs[cli]"\n' == ran.stderr


def test_version_is_the_packages(tmp_path: Path) -> None:
    ran = execute(tmp_path, *COMMAND, "--version")

    assert (0, f"concurdocs {concurdocs.__version__}\n") == (ran.returncode, ran.stdout.decode())


def test_command_alone_shows_its_help(tmp_path: Path) -> None:
    ran = execute(tmp_path, *COMMAND)

    assert 0 == ran.returncode
    assert b"\n  run " in ran.stdout
