"""What tests of the matrix share."""

from __future__ import annotations

import sys

import pytest

from concurdocs.matrix import Interpreter, ask_interpreter


@pytest.fixture(scope="session")
def here() -> Interpreter:
    """Return the Python of these tests, without its packages."""
    interpreter = ask_interpreter(sys.executable)
    assert interpreter is not None
    return interpreter
