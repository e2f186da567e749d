"""Ctrl-C and other requests to end, while a script runs."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from concurdocs.runs import FailureKind, Run
from helpers.command_line import TIME_LIMIT, write
from helpers.terminals import run_command, terminal

if TYPE_CHECKING:
    from pathlib import Path

MOST_PRESSES = 5
SLEEPERS = """\
import multiprocessing, time

def work():
    print("child sleeps")
    time.sleep(60)

if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    process.start()
    print("main waits")
    process.join()
"""


STUBBORN = """\
import os, signal, time
# Not by print(), which may be at work when the handler is called.
signal.signal(signal.SIGINT, lambda *_: os.write(1, b"not now\\n"))
print("ready")
while True:
    time.sleep(1)
"""


def exists(pid: int) -> bool:
    """Return whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_first_interrupt_is_the_scripts(tmp_path: Path) -> None:
    write(tmp_path, SLEEPERS)

    with terminal(tmp_path, *run_command("--json", "run.json", "script.py")) as user:
        # Both: what is interrupted while it forks may swallow the exception.
        user.wait_for(b"child sleeps\r\n")
        user.wait_for(b"main waits\r\n")
        user.type(b"\x03")
        status = user.wait()

    assert 128 + signal.SIGINT == status
    # Parent and child, as with plain Python.
    assert 2 == user.seen.count(b"KeyboardInterrupt")
    assert b"concurdocs:" not in user.seen
    run = Run.load(tmp_path / "run.json")
    assert -signal.SIGINT == run.exit_status
    assert {"child sleeps", "main waits"} == {line.text for line in run.lines[:2]}


def test_script_may_go_on_after_an_interrupt(tmp_path: Path) -> None:
    write(
        tmp_path,
        "try:\n    print('ready')\n    input()\nexcept KeyboardInterrupt:\n    print('caught')\n",
    )

    with terminal(tmp_path, *run_command("--json", "run.json", "script.py")) as user:
        user.wait_for(b"ready\r\n")
        user.type(b"\x03")
        assert 0 == user.wait()

    assert user.seen.endswith(b"caught\r\n")
    assert ["ready", "caught"] == [line.text for line in Run.load(tmp_path / "run.json").lines]


def test_second_interrupt_ends_all(tmp_path: Path) -> None:
    write(tmp_path, STUBBORN)

    with terminal(tmp_path, *run_command("--json", "run.json", "script.py")) as user:
        user.wait_for(b"ready\r\n")
        user.type(b"\x03")
        user.wait_for(b"not now\r\n")
        user.type(b"\x03")
        assert 128 + signal.SIGINT == user.wait()

    run = Run.load(tmp_path / "run.json")
    assert run.failure is not None
    assert FailureKind.INTERRUPTED == run.failure.kind
    assert not exists(run.main.pid)


def test_second_interrupt_ends_what_outlives_the_script(tmp_path: Path) -> None:
    write(
        tmp_path,
        "# concurdocs: grace = 50\n"
        "import os, subprocess\n"
        "subprocess.Popen(['sleep', '60'], start_new_session=True)\n"
        "print('leaves', os.getpid(), flush=True)\n",
    )

    with terminal(tmp_path, *run_command("--json", "run.json", "script.py")) as user:
        user.wait_for(b"\n")
        script = int(user.seen.split()[1])
        until = time.monotonic() + TIME_LIMIT
        while exists(script):
            assert time.monotonic() < until
            time.sleep(0.05)
        presses = 0
        while user.process.poll() is None and presses < MOST_PRESSES:
            user.type(b"\x03")
            presses += 1
            with suppress(subprocess.TimeoutExpired):  # two signals at once would be one
                user.process.wait(0.5 if presses == 1 else TIME_LIMIT / MOST_PRESSES)
        assert 2 <= presses
        assert 128 + signal.SIGINT == user.wait()

    run = Run.load(tmp_path / "run.json")
    assert run.failure is not None
    assert FailureKind.INTERRUPTED == run.failure.kind


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_request_to_end_ends_all(tmp_path: Path, number: signal.Signals) -> None:
    write(tmp_path, SLEEPERS)

    # Whoever runs these tests may ignore it, as nohup does; the command would, too.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with terminal(tmp_path, *run_command("--json", "run.json", "script.py")) as user:
            user.wait_for(b"child sleeps\r\n")
            user.process.send_signal(number)
            assert 128 + number == user.wait()
    finally:
        signal.signal(number, before)

    run = Run.load(tmp_path / "run.json")
    assert 2 <= len(run.processes)
    assert [] == [process.pid for process in run.processes if exists(process.pid)]
