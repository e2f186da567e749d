"""Keys of runs: what a run depends on that is known before it is made."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from concurdocs.recording import CodeBlock, RunRequest
from concurdocs.scripts import ScriptOptions
from concurdocs.sphinxext.gallery._run_key import run_key
from helpers.recordings import split

if TYPE_CHECKING:
    from collections.abc import Sequence

MODULE = """
import os

GREETING = "hello"

def greet(name):
    print(compose(name))

def compose(name):
    return f"{GREETING}, {name}"

def other():
    return os.getpid()
"""
SCRIPT = """
from shop.jobs import greet
# %% greet
greet("you")
"""


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a package with a module of tasks."""
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    module = package / "jobs.py"
    module.write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "shop"]:
        monkeypatch.delitem(sys.modules, name)
    return module


def key(
    text: str = SCRIPT,
    request: RunRequest | None = None,
    tasks: Sequence[str] = ("shop.jobs",),
    code_blocks: tuple[CodeBlock, ...] | None = None,
) -> str:
    """Return the key of a script given as text."""
    return run_key(Path("plot_x.py"), code_blocks or split(text), request or RunRequest(), tasks)


@pytest.mark.usefixtures("jobs")
def test_a_key_names_the_script_and_stays_the_same() -> None:
    assert key() == key()
    assert "plot_x-" == key()[:7]


@pytest.mark.usefixtures("jobs")
@pytest.mark.parametrize(
    "chosen",
    [
        RunRequest(options=ScriptOptions(time_limit=5)),
        RunRequest(options=ScriptOptions(leftovers=True)),
        RunRequest(arguments=("-v",)),
        RunRequest(start_method="spawn"),
        RunRequest(environment={"A": "1"}),
    ],
    ids=["limit", "leftovers", "arguments", "method", "environment"],
)
def test_a_key_depends_on_how_the_script_is_run(chosen: RunRequest) -> None:
    assert key() != key(request=chosen)


@pytest.mark.usefixtures("jobs")
def test_a_key_depends_on_the_code_and_not_on_where_it_stands() -> None:
    code_blocks = split(SCRIPT)
    moved = tuple(replace(source, first_line=source.first_line + 10) for source in code_blocks)

    assert key() == key(code_blocks=moved)
    assert key() != key(SCRIPT.replace("you", "me"))
    assert key() != key(SCRIPT.replace("# %% greet", "# %% other"))
    assert key() != key(code_blocks=(replace(code_blocks[0], show=("__repr__",)), *code_blocks[1:]))
    assert key() != key(
        code_blocks=(replace(code_blocks[0], picture_scales=(1.0,)), *code_blocks[1:])
    )


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("return os.getpid()", "return os.getppid()", True),
        ("def other", "def another", True),
        ("print(compose(name))", "print(compose(name), flush=True)", False),
        ('f"{GREETING}, {name}"', 'f"{GREETING}; {name}"', False),
        ('"hello"', '"good day"', False),
    ],
    ids=["another task", "its name", "the task", "what it uses", "a constant"],
)
def test_a_key_depends_on_the_tasks_that_are_used(
    jobs: Path,
    old: str,
    new: str,
    same: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    before = key()
    assert 1 == MODULE.count(old)
    jobs.write_text(MODULE.replace(old, new))

    assert same is (before == key())


@pytest.mark.parametrize("way", ["import shop.jobs", "from shop import jobs",
                                 "from shop.jobs import *"])  # fmt: skip
def test_a_module_used_as_a_whole_counts_as_a_whole(jobs: Path, way: str) -> None:
    text = f"{way}\n"
    before = key(text)
    jobs.write_text(MODULE.replace("return os.getpid()", "return os.getppid()"))

    assert before != key(text)


def test_a_script_that_shows_its_docstring_depends_on_it(tmp_path: Path) -> None:
    script = tmp_path / "plot_doc.py"
    code_blocks = (CodeBlock("print(__doc__)\n", 2),)
    keys = set()
    for text in ("one", "two"):
        script.write_text(f'"""{text}"""\nprint(__doc__)\n')
        keys.add(run_key(script, code_blocks, RunRequest()))

    assert 2 == len(keys)
