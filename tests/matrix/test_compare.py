"""Lines of a download, compared with those of its page."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from concurdocs.matrix._compare import blank, compare_lines
from concurdocs.scripts import ScriptOptions
from helpers.downloads import made_by, run_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("ann: process 12, child of process 3", "ann: process 4567, child of process 89"),
        ("took 0.31 seconds and 20 ms, 7%", "took 0.4 seconds and 120 ms, 35%"),
        ("OSError: in use ('127.0.0.1', 35001)", "OSError: in use ('127.0.0.1', 40002)"),
        ("Traceback (most recent call last):\n  a\nTypeError: this", "TypeError"),
        ("TypeError", "\x1b[1;35mTypeError\x1b[0m"),
    ],
)
def test_blanked_lines_are_the_same(page: str, printed: str) -> None:
    assert blank(printed.splitlines()) == blank(page.splitlines())


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("4 processes", "3 processes"),
        ("exit code: -15", "exit code: -9"),
        ("ann starts", "bo starts"),
        ("TypeError: this", "TypeError: that"),
        ("Traceback (most recent call last):\n  a\nTypeError: this", "ValueError"),
    ],
)
def test_lines_that_say_something_else_are_not_the_same(page: str, printed: str) -> None:
    assert blank(printed.splitlines()) != blank(page.splitlines())


def test_numbers_are_blanked_where_the_script_says_that_they_vary(tmp_path: Path) -> None:
    page, printed = "seen on [0], 57 times", ["seen on [0, 1], 9 times"]
    varying = run_of(page, tmp_path, ScriptOptions(varies="numbers"))

    assert "" == compare_lines(varying, "fork", printed)
    assert compare_lines(run_of(page, tmp_path), "fork", printed)


def test_start_method_is_that_of_the_run_and_not_of_the_page(tmp_path: Path) -> None:
    script = "import multiprocessing as m\nprint('start method:', m.get_start_method())"
    download = made_by(tmp_path, script)

    assert "" == compare_lines(download, "spawn", ["start method: spawn"])
    assert compare_lines(download, "spawn", ["start method: forkserver"])


def test_order_counts_unless_the_text_calls_it_luck(tmp_path: Path) -> None:
    child = "import os\nif not os.fork():\n    print('child'); os._exit(0)\nos.wait()\n"
    download = made_by(tmp_path, child + "print('one')\nprint('two')")
    lucky = dataclasses.replace(download, text="# The order is luck.")

    assert "" == compare_lines(download, "fork", ["child", "one", "two"])
    assert "in another order, and" in compare_lines(download, "fork", ["one", "child", "two"])
    assert "" == compare_lines(lucky, "fork", ["one", "child", "two"])
    assert "own lines" in compare_lines(lucky, "fork", ["two", "child", "one"])
    assert "missing: 'two'" == compare_lines(lucky, "fork", ["child", "one"])
    assert "not on the page: 'x'" == compare_lines(lucky, "fork", ["child", "one", "two", "x"])
