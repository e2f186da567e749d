"""The tasks, called directly and handed to processes by each start method.

In processes they are used by small scripts under ``scripts/``, as examples use them.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import concurdocs
from concurdocs import tasks
from helpers.places import DATA

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPTS = DATA / "scripts"
TIME_LIMIT = 60
"""Seconds after which what should take one or two is taken to hang."""

# The scripts find the package where this process found it; output to a pipe is buffered,
# as it is for a reader.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    "PYTHONPATH": str(Path(concurdocs.__file__).parents[1]),
}

every_start_method = pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())


def run_script(name: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a script of ``scripts/`` to its end and return what it wrote and its status."""
    return subprocess.run(
        [sys.executable, SCRIPTS / name, *arguments],
        capture_output=True,
        check=False,
        env=ENVIRONMENT,
        timeout=TIME_LIMIT,
    )


class Started:
    """A task run in a process of its own by ``scripts/start_task.py``."""

    def __init__(
        self, folder: Path, method: str, way: str, task: Callable[..., object], *args: object
    ) -> None:
        """Run it, and read what it wrote and what the script noted."""
        report = folder / "report.json"
        script = run_script(
            "start_task.py", method, way, task.__name__, repr(args), os.fspath(report)
        )
        assert 0 == script.returncode, script.stderr.decode()
        self.output = script.stdout
        self.errors = script.stderr.decode()
        self.noted: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        assert self.noted["main"] != self.noted["pid"]

    @property
    def lines(self) -> list[str]:
        """What the task printed."""
        return self.output.decode().splitlines()


@pytest.mark.parametrize("name", tasks.__all__)
def test_a_task_is_pickled_by_its_name(name: str) -> None:
    task = getattr(tasks, name)

    assert task is pickle.loads(pickle.dumps(task))  # noqa: S301 - our own bytes


def test_every_function_of_the_module_is_a_task() -> None:
    functions = {
        name
        for name, value in vars(tasks).items()
        if getattr(value, "__module__", "") == tasks.__name__
    }

    assert functions == set(tasks.__all__)


def test_nap_prints_sleeps_and_returns_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    begin = time.monotonic()
    result = tasks.nap("Ada", 0.05)

    assert 0.05 <= time.monotonic() - begin
    assert "Ada" == result
    assert "Ada starts\nAda ends\n" == capsys.readouterr().out


def test_nap_prints_its_start_before_it_sleeps() -> None:
    command = [sys.executable, "-u", "-c", "from concurdocs.tasks import nap; nap('Ada', 1000)"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT) as sleeper:
        assert sleeper.stdout is not None
        first = sleeper.stdout.readline()
        sleeper.kill()
        rest = sleeper.stdout.read()

    assert b"Ada starts" == first.strip()
    assert b"" == rest


def test_burn_prints_nothing_and_is_repeatable(capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks.burn(3) == tasks.burn(3)
    assert tasks.burn(3) != tasks.burn(4)
    assert ("", "") == capsys.readouterr()


def test_burn_takes_a_few_milliseconds_of_cpu_per_unit() -> None:
    def cpu_time(units: int) -> float:
        begin = time.process_time()
        tasks.burn(units)
        return time.process_time() - begin

    # The shortest of several: caches and other processes only ever make it longer.
    few, many = (min(cpu_time(units) for _ in range(5)) for units in (5, 20))

    assert 0.0002 < few / 5 < 0.05
    assert 2 < many / few < 8


def test_work_prints_and_returns_the_checksum(capsys: pytest.CaptureFixture[str]) -> None:
    checksum = tasks.work("Bob", 2)

    assert "Bob starts\nBob ends\n" == capsys.readouterr().out
    assert tasks.burn(2) == checksum


def test_square_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert 49 == tasks.square(-7)
    assert f"-7 squared in process {os.getpid()}\n" == capsys.readouterr().out


def test_square_slowly_sleeps(capsys: pytest.CaptureFixture[str]) -> None:
    begin = time.monotonic()

    assert 49 == tasks.square_slowly(7, 0.05)
    assert 0.05 <= time.monotonic() - begin
    assert f"7 squared in process {os.getpid()}\n" == capsys.readouterr().out


def test_introduce_gives_pid_and_parent(capsys: pytest.CaptureFixture[str]) -> None:
    tasks.introduce("Ada")

    expected = f"Ada: process {os.getpid()}, child of process {os.getppid()}\n"
    assert expected == capsys.readouterr().out


def test_fail_raises_its_message() -> None:
    with pytest.raises(ValueError, match=r"^no such luck$"):
        tasks.fail("no such luck")


@pytest.mark.parametrize("status", [0, 3])
def test_exit_with_exits(status: int) -> None:
    with pytest.raises(SystemExit) as exit_info:
        tasks.exit_with(status)

    assert status == exit_info.value.code


def test_echo_closes_its_socket_when_the_peer_is_done() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        ours.settimeout(TIME_LIMIT)
        ours.sendall(b"hello")
        ours.shutdown(socket.SHUT_WR)
        tasks.echo(theirs)

        assert b"hello" == ours.recv(100)
        assert b"" == ours.recv(100)
    assert -1 == theirs.fileno()


def test_write_raw_goes_past_the_buffer_of_sys_stdout() -> None:
    code = "from concurdocs.tasks import write_raw; print('printed'); write_raw(b'raw ')"

    output = subprocess.check_output(
        [sys.executable, "-c", code], env=ENVIRONMENT, timeout=TIME_LIMIT
    )

    assert b"raw printed" == output.strip()


def test_write_raw_offers_again_what_the_kernel_did_not_take(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))

    tasks.write_raw(b"more than three")

    assert b"more than three" == capfdbinary.readouterr().out


@every_start_method
def test_nap_in_a_process(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "process", tasks.nap, "Ada", 0.01)

    assert ["Ada starts", "Ada ends"] == started.lines
    assert 0 == started.noted["exit status"]


@every_start_method
def test_nap_in_a_pool(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "pool", tasks.nap, "Ada", 0.01)

    assert ["Ada starts", "Ada ends"] == started.lines
    assert "Ada" == started.noted["returned"]


@every_start_method
def test_burn_in_a_pool(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "pool", tasks.burn, 2)

    assert b"" == started.output
    assert tasks.burn(2) == started.noted["returned"]


@every_start_method
def test_work_in_a_pool(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "pool", tasks.work, "Bob", 2)

    assert ["Bob starts", "Bob ends"] == started.lines
    assert tasks.burn(2) == started.noted["returned"]


@every_start_method
def test_square_in_a_pool(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "pool", tasks.square, 7)

    assert [f"7 squared in process {started.noted['pid']}"] == started.lines
    assert 49 == started.noted["returned"]


@every_start_method
def test_square_slowly_in_a_pool(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "pool", tasks.square_slowly, 7, 0.01)

    assert [f"7 squared in process {started.noted['pid']}"] == started.lines
    assert 49 == started.noted["returned"]


@every_start_method
def test_introduce_in_a_process(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "process", tasks.introduce, "Ada")

    (line,) = started.lines
    introduction, parent = line.rsplit(" ", 1)
    assert f"Ada: process {started.noted['pid']}, child of process" == introduction
    # The children of a fork server have it for a parent, and not the script.
    assert (method != "forkserver") == (int(parent) == started.noted["main"])


@every_start_method
def test_fail_in_a_process(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "process", tasks.fail, "no such luck")

    assert b"" == started.output
    assert "ValueError: no such luck" == started.errors.splitlines()[-1]
    assert 1 == started.noted["exit status"]


@every_start_method
def test_exit_with_in_a_process(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "process", tasks.exit_with, 7)

    assert b"" == started.output
    assert 7 == started.noted["exit status"]


@every_start_method
def test_write_raw_in_a_process(method: str, tmp_path: Path) -> None:
    started = Started(tmp_path, method, "process", tasks.write_raw, b"\xff no line feed")

    assert b"\xff no line feed" == started.output
    assert 0 == started.noted["exit status"]


@every_start_method
def test_echo_in_a_process(method: str) -> None:
    script = run_script("echo_in_process.py", method)

    expected = ["end of stream: True", "beginning: one two ", "length: 100008", "exit status: 0"]
    assert expected == script.stdout.decode().splitlines()
    assert "" == script.stderr.decode()
