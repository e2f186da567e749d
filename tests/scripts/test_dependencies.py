"""What a script uses of a module."""

from __future__ import annotations

import ast

import pytest

from concurdocs.scripts import imported_names, needed_source
from concurdocs.scripts._dependencies import statement_text

MODULE = """\
import functools
import os
import sys

LIMIT = 3
OTHER = 4


@functools.cache
@functools.wraps(
    min
)
def helper(number):
    return min(number, LIMIT)


def task(number):
    return helper(number), os.getpid()


if sys.platform == "win32":
    def end():
        return OTHER
"""


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("from pack.tools import a, b as c", {"a", "b"}),
        ("def f():\n    from pack.tools import a", {"a"}),
        ("from pack.tools import *", None),
        ("import pack.tools", None),
        ("from pack import tools", None),
        ("from pack import *", None),
        ("from pack import other", set()),
        ("from .tools import a", set()),
        ("", set()),
    ],
)
def test_names_that_a_script_imports(script: str, expected: set[str] | None) -> None:
    assert expected == imported_names(script, "pack.tools")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LIMIT", ["LIMIT"]),
        ("helper", ["functools", "LIMIT", "helper"]),
        ("task", ["functools", "os", "LIMIT", "helper", "task"]),
        ("end", ["sys", "OTHER", "end"]),
        ("nothing", []),
    ],
)
def test_source_of_a_name_is_all_that_it_needs(name: str, expected: list[str]) -> None:
    lines = needed_source(MODULE, [name]).splitlines()
    words = ("functools", "os", "sys", "LIMIT", "OTHER", "helper", "task", "end")
    starts = {
        **{f"import {word}": word for word in words},
        **{f"{word} =": word for word in words},
        **{f"def {word}": word for word in words},
    }

    assert expected == [
        word for line in lines for start, word in starts.items() if line.lstrip().startswith(start)
    ]


def test_text_of_a_function_begins_with_its_decorators() -> None:
    helper = next(node for node in ast.parse(MODULE).body if isinstance(node, ast.FunctionDef))

    assert "@functools.cache" == statement_text(MODULE, helper).splitlines()[0]
    assert "    return min(number, LIMIT)" == statement_text(MODULE, helper).splitlines()[-1]
