"""Scripts run by ``concurdocs run`` do as with plain Python."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from helpers.command_line import concurdocs_run, execute, write

if TYPE_CHECKING:
    from pathlib import Path


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
