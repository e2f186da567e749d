"""What a script writes, as it comes at a terminal: whole lines, colours, prompts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from concurdocs.cli._console import PATIENCE, Console
from helpers.command_line import TIME_LIMIT, command_environment, write
from helpers.terminals import run_command, terminal

if TYPE_CHECKING:
    from pathlib import Path

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
        env=command_environment(),
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
