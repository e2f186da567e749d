"""The Pythons there are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from concurdocs.matrix import ask_interpreter, find_interpreters
from helpers.places import ROOT

if TYPE_CHECKING:
    from concurdocs.matrix import Interpreter


def test_finds_this_python_and_none_twice(here: Interpreter) -> None:
    interpreters = find_interpreters([sys.executable])
    series = [interpreter.series for interpreter in interpreters]

    assert here in interpreters
    assert sorted(set(series), key=lambda name: int(name.split(".")[1])) == series


def test_what_is_no_python_is_not_found() -> None:
    assert None is ask_interpreter(str(ROOT / "no-such-python"))
    assert None is ask_interpreter("false")
