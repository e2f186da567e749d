"""The command ``concurdocs run``, as a process of its own, against plain Python."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import textwrap
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import concurdocs
from concurdocs.cli import _commands
from concurdocs.cli._reports import Reports
from concurdocs.drawing import page_html, trace_events
from concurdocs.runs import FailureKind, Role, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.recording import CodeBlock, RunRequest

TIME_LIMIT = 60
COMMAND = (sys.executable, "-m", "concurdocs")
PROCESSES = """\
import multiprocessing


def work(name):
    print(f"hello from {name}")


if __name__ == "__main__":
    for name in ("ann", "bo"):
        process = multiprocessing.Process(target=work, args=(name,), name=name)
        process.start()
        process.join()
    print("done", multiprocessing.get_start_method())
"""


def execute(folder: Path, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(Path(concurdocs.__file__).parents[1]), os.environ.get("PYTHONPATH")])
        ),
    }
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment,
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


# -- As plain Python ------------------------------------------------------------------


@pytest.mark.parametrize("script", ["script.py", "../here/script.py", "link.py", "sub/link.py"])
@pytest.mark.parametrize("arguments", [(), ("a", "--html", "x", "--help"), ("--", "-b", "", "ö")])
def test_script_finds_what_it_finds_with_plain_python(
    tmp_path: Path, script: str, arguments: tuple[str, ...]
) -> None:
    folder = tmp_path / "here"
    (folder / "sub").mkdir(parents=True)
    write(folder, "import sys; print(sys.argv, __file__, sys.path[0], __spec__, __name__)")
    (folder / "link.py").symlink_to("script.py")
    (folder / "sub/link.py").symlink_to("../script.py")

    plain = execute(folder, sys.executable, script, *arguments)
    recorded = concurdocs_run(folder, script, *arguments)

    assert b"" == recorded.stderr
    assert plain.stdout == recorded.stdout


def test_two_dashes_may_come_before_the_script(tmp_path: Path) -> None:
    write(tmp_path, "import sys; print(sys.argv)", "-s.py")

    assert b"['-s.py', '--', 'a']\n" == concurdocs_run(tmp_path, "--", "-s.py", "--", "a").stdout


def test_output_is_passed_on_byte_for_byte_in_the_order_of_a_terminal(tmp_path: Path) -> None:
    write(
        tmp_path,
        r"""
        import os, sys
        os.write(1, b"\xff\xfe\x00 half a \xe4")
        os.write(2, b"\xb8")
        print("to errors\r", file=sys.stderr)
        os.system("printf 'by \\033[1m a shell'")
        os.write(1, b"no line feed at the end")
        """,
    )

    assert (
        b"\xff\xfe\x00 half a \xe4\xb8to errors\r\nby \x1b[1m a shellno line feed at the end"
        == concurdocs_run(tmp_path, "script.py").stdout
    )


ENDINGS = [
    "",
    "import sys; sys.exit(3)",
    "import sys; sys.exit('no')",
    "import os; os._exit(4)",
    "{}['missing']",
    "raise KeyboardInterrupt",
    "if 1",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "import atexit; atexit.register(print, 'bye'); raise ValueError",
    "import sys; sys.excepthook = lambda *_: print('mine', len(_)); 1 / 0",
    "import os; pid = os.fork(); pid and os.waitpid(pid, 0); print('parent' if pid else 'child')",
]


@pytest.mark.parametrize("text", ENDINGS)
def test_script_ends_as_with_plain_python(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)

    plain = execute(tmp_path, "sh", "-c", f"exec {sys.executable} -u script.py 2>&1")
    recorded = concurdocs_run(tmp_path, "script.py")

    status = plain.returncode
    assert (status if status >= 0 else 128 - status) == recorded.returncode
    assert plain.stdout == recorded.stdout
    # The crashes apart, nothing is to be told that is not on the screen already.
    assert (status in {-signal.SIGKILL, -signal.SIGSEGV}) == bool(recorded.stderr)


def test_input_comes_through_a_pipe(tmp_path: Path) -> None:
    write(tmp_path, "print(input('a? '), input('b? ')); import sys; print(sys.stdin.read())")

    recorded = concurdocs_run(tmp_path, "script.py", given=b"one\ntwo\nthree\nfour")

    assert b"a? b? one two\nthree\nfour\n" == recorded.stdout


def test_script_may_have_an_encoding_of_its_own(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_bytes("# coding: latin-1\nprint(ascii('é'))".encode("latin-1"))

    assert b"'\\xe9'\n" == concurdocs_run(tmp_path, "script.py").stdout


def test_output_that_nobody_reads_ends_the_run(tmp_path: Path) -> None:
    write(tmp_path, "while True: print('on and on')")
    pipe = f"{sys.executable} -m concurdocs run script.py | head -n 1; echo ${{PIPESTATUS[0]}}"

    ran = execute(tmp_path, "bash", "-c", pipe)

    assert (b"on and on\n141\n", b"") == (ran.stdout, ran.stderr)


# -- Reports --------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_reports_tell_of_the_run(tmp_path: Path, method: str) -> None:
    write(tmp_path, PROCESSES)

    recorded = concurdocs_run(
        tmp_path, "--html", "run.html", "--json", "run.json", "--trace", "run.trace",
        "--language", "zh", "--start-method", method, "script.py", "an argument",
    )  # fmt: skip

    assert (0, b"") == (recorded.returncode, recorded.stderr)
    run = Run.load(tmp_path / "run.json")
    assert recorded.stdout.decode().splitlines() == [line.text for line in run.lines]
    assert ["hello from ann", "hello from bo", f"done {method}"] == [
        line.text for line in run.lines
    ]
    assert ["main", "ann", "bo"] == [
        process.name for process in run.processes if process.role in {Role.MAIN, Role.PROCESS}
    ]
    assert (("an argument",), None) == (run.arguments, run.failure)
    # Both were made of the run before it was written: it reads back as it was.
    assert page_html(run, "zh") == (tmp_path / "run.html").read_text(encoding="utf-8")
    trace = json.loads((tmp_path / "run.trace").read_text(encoding="utf-8"))
    assert trace_events(run) == trace
    assert "hello from ann" in [event["name"] for event in trace["traceEvents"]]


def test_report_may_go_down_a_pipe(tmp_path: Path) -> None:
    write(tmp_path, "")

    recorded = concurdocs_run(tmp_path, "--json", "/dev/stdout", "script.py")

    assert "script.py" == Run.from_json(json.loads(recorded.stdout)).script


def test_report_is_written_for_arguments_that_are_no_text(tmp_path: Path) -> None:
    write(tmp_path, "")
    name = os.fsdecode(b"\xff")

    recorded = concurdocs_run(tmp_path, "--json", "r", "--html", "h", "script.py", name)

    assert (0, b"") == (recorded.returncode, recorded.stderr)
    assert (name,) == Run.load(tmp_path / "r").arguments


def test_reports_are_opened_at_once_and_change_nothing_until_written(tmp_path: Path) -> None:
    old = write(tmp_path, "old", "old")
    new = tmp_path / "new"

    with Reports() as reports:
        reports.add(old, lambda _: "")
        reports.add(new, lambda _: "")
        assert new.exists()

    assert "old" == old.read_text(encoding="utf-8")
    assert not new.exists()


# -- Limits ---------------------------------------------------------------------------


def test_run_is_ended_at_the_time_limit(tmp_path: Path) -> None:
    write(tmp_path, "import time\nprint('sleeps')\ntime.sleep(60)")

    recorded = concurdocs_run(tmp_path, "--time-limit", "0.5", "--json", "r", "script.py")

    assert (128 + signal.SIGKILL, b"sleeps\n") == (recorded.returncode, recorded.stdout)
    told = recorded.stderr.decode()
    assert told.startswith("concurdocs: script.py, line 3: still running after 0.5 s, the time ")
    assert told.endswith(", sleeping))\n")
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
    told = recorded.stderr.decode()
    assert told.startswith("concurdocs: script.py, line 3: still running 0.3 s after the script's ")
    assert "now ended: sleep (pid " in told


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

    def record(_: Path, __: Sequence[CodeBlock], setting: RunRequest) -> Run:
        limits.append(setting.options.time_limit)
        raise OSError(ENOENT, "not run", "it")

    monkeypatch.setattr(_commands, "record", record)

    assert 2 == _commands.run_command_line(["run", *arguments, str(write(tmp_path, text))])
    assert [expected] == limits


# -- Errors ---------------------------------------------------------------------------


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
    told = recorded.stderr.decode()
    assert told.startswith(f"concurdocs: {message}")
    assert 1 == told.count("\n")
    assert before == set(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    write(tmp_path, "print('ran')")

    recorded = concurdocs_run(tmp_path, "--json", "/dev/full", "script.py")

    assert (2, b"ran\n") == (recorded.returncode, recorded.stdout)
    assert b"concurdocs: can't write /dev/full: No space left on device\n" == recorded.stderr


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
