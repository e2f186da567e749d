"""``concurdocs run`` at a terminal: colours, prompts, Ctrl-C."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import concurdocs
from concurdocs.cli._console import PATIENCE, Console
from concurdocs.runs import FailureKind, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

TIME_LIMIT = 60
MOST_PRESSES = 5
SOURCE_FOLDER = str(Path(concurdocs.__file__).parents[1])
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(filter(None, [SOURCE_FOLDER, os.environ.get("PYTHONPATH")])),
}
# A session of its own, whose terminal is standard input.
AT_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
CODE = re.compile(rb"\x1b\[\d+m")
CHILDREN = """\
import multiprocessing

def work():
    print("from", "a", "child")

if __name__ == "__main__":
    print("from", "main")
    for _ in range(2):
        process = multiprocessing.Process(target=work)
        process.start()
        process.join()
    print("done")
"""
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


class Terminal:
    """A command at a terminal, and a user who reads and types there."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        """Sit down in front of `descriptor`."""
        self.process = process
        self.descriptor = descriptor
        self.seen = b""

    def wait_for(self, text: bytes) -> None:
        """Read until a text appears."""
        until = time.monotonic() + TIME_LIMIT
        while text not in self.seen:
            assert time.monotonic() < until, self.seen
            self._read(1.0)

    def type(self, text: bytes) -> None:
        """Press keys."""
        os.write(self.descriptor, text)

    def wait(self) -> int:
        """Read to the end, and return the exit status."""
        until = time.monotonic() + TIME_LIMIT
        while self.process.poll() is None:
            assert time.monotonic() < until, self.seen
            self._read(0.05)
        self._read(0.0)
        return self.process.returncode

    def _read(self, seconds: float) -> None:
        while select.select([self.descriptor], [], [], seconds)[0]:
            try:
                data = os.read(self.descriptor, 1 << 16)
            except OSError:  # the last process at the terminal has gone
                return
            self.seen += data
            seconds = 0.0


@contextmanager
def terminal(folder: Path, *arguments: str, **environment: str) -> Iterator[Terminal]:
    """Run a Python command line at a terminal of its own."""
    near, far = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", AT_TERMINAL, *arguments],
        stdin=far,
        stdout=far,
        stderr=far,
        start_new_session=True,
        cwd=folder,
        env={
            **{key: value for key, value in ENVIRONMENT.items() if key != "NO_COLOR"},
            "TERM": "xterm",
            **environment,
        },
    )
    os.close(far)
    try:
        yield Terminal(process, near)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(near)


def run_command(*arguments: str) -> tuple[str, ...]:
    """Return the command line of ``concurdocs run``, without the interpreter."""
    return ("-m", "concurdocs", "run", *arguments)


def exists(pid: int) -> bool:
    """Return whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def write(folder: Path, text: str) -> None:
    """Write the script."""
    (folder / "script.py").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"TERM": "dumb"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
    ],
)
def test_colours_at_a_terminal(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], *, coloured: bool
) -> None:
    write(tmp_path, CHILDREN)

    with terminal(tmp_path, *run_command(*arguments, "script.py"), **environment) as user:
        assert 0 == user.wait()

    lines = user.seen.replace(b"\r\n", b"\n")
    assert b"from main\nfrom a child\nfrom a child\ndone\n" == CODE.sub(b"", lines)
    if coloured:
        expected = b"from main\n\x1b[94mfrom a child\n\x1b[0m\x1b[32mfrom a child\n\x1b[0mdone\n"
        assert expected == lines
    else:
        assert b"\x1b" not in lines


@pytest.mark.parametrize(("arguments", "coloured"), [((), False), (("--color=always",), True)])
def test_colours_in_a_pipe(tmp_path: Path, arguments: tuple[str, ...], *, coloured: bool) -> None:
    write(tmp_path, CHILDREN)

    output = subprocess.run(
        [sys.executable, *run_command(*arguments, "script.py")],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=ENVIRONMENT,
        timeout=TIME_LIMIT,
    ).stdout

    assert coloured == (b"\x1b" in output)


def test_prompt_appears_and_is_answered(tmp_path: Path) -> None:
    write(tmp_path, "name = input('name? ')\nprint(f'hello, {name}')")

    with terminal(tmp_path, *run_command("script.py")) as user:
        user.wait_for(b"name? ")
        user.type(b"Ann\n")
        assert 0 == user.wait()

    assert b"name? Ann\r\nhello, Ann\r\n" == user.seen


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


# -- What the console makes of pieces -------------------------------------------------

Piece = tuple[int, bytes]


def shown(*pieces: Piece, coloured: bool = False, pause: float = 0.0) -> tuple[bytes, bytes]:
    """Return what a console writes of pieces by now, and what more it writes in the end."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    try:
        console = Console(writer, coloured=coloured)
        console.set_main(1)
        for pid, data in pieces:
            console.add(pid, data)
            time.sleep(pause)
        console.settle()
        first = _read(reader)
        console.finish()
        return first, _read(reader)
    finally:
        os.close(reader)
        os.close(writer)


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except BlockingIOError:
        return b""


def test_lines_that_come_in_pieces_stay_whole() -> None:
    pieces = [(2, b"a"), (3, b"x"), (2, b" "), (1, b"m\n"), (3, b"y\n"), (2, b"b\n"), (2, b"c\n")]

    assert (b"a b\nxy\nm\nc\n", b"") == shown(*pieces)


def test_unfinished_line_holds_others_up_for_a_moment_only() -> None:
    assert (b"name? ", b"x\n") == shown((1, b"name? "), (2, b"x\n"))
    assert (b"name? x\n", b"") == shown((1, b"name? "), (2, b"x\n"), pause=2 * PATIENCE)


def test_nothing_is_kept_back_at_the_end() -> None:
    pieces = [(2, b"a"), (3, b"b"), (4, b"c"), (3, b"d")]

    assert (b"a", b"bdc") == shown(*pieces)


def test_no_code_comes_between_the_bytes_of_a_character() -> None:
    first, second = "é".encode()[:1], "é".encode()[1:]

    assert (b"\x1b[94m\xc3\xa9\n\x1b[0mm", b"") == shown(
        (2, first), (2, second), (2, b"\n"), (1, b"m"), coloured=True
    )


def test_colour_ends_with_the_output() -> None:
    assert (b"\x1b[94mx", b"\x1b[0m") == shown((2, b"x"), coloured=True)


def test_colours_are_used_in_turn_and_not_for_unknown_writers() -> None:
    pieces = [(pid, b"x\n") for pid in (0, 1, *range(2, 10))]

    codes = CODE.findall(shown(*pieces, coloured=True)[0])[::2]

    assert 8 == len(codes)
    assert 7 == len(set(codes))
    assert codes[0] == codes[7]
