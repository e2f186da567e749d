"""The store of runs: when a run is found again, and when it isn't."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from concurdocs.recording import CodeBlock, RunRequest
from concurdocs.runs import Call, CallName, Failure, FailureKind, Line, Run, Store, renumber_lines
from concurdocs.scripts import ScriptOptions
from concurdocs.sphinxext.gallery._run_key import run_key
from helpers.places import DATA
from helpers.recordings import split

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = Run.load(DATA / "runs" / "synthetic.json")

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


# -- Keys -----------------------------------------------------------------------------


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
        code_blocks=(replace(code_blocks[0], figure_scales=(1.0,)), *code_blocks[1:])
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


# -- Finding --------------------------------------------------------------------------


def test_a_run_is_found_as_it_was_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "runs")

    assert None is store.find("k")
    store.keep("k", RUN)
    assert RUN == store.find("k")
    assert RUN == store.load("k")
    store.keep("k", replace(RUN, total=1.5))
    assert replace(RUN, total=1.5) == store.find("k")
    assert ["k"] == [path.name for path in (tmp_path / "runs").iterdir()]


def test_a_failed_run_is_found_only_if_asked_for(tmp_path: Path) -> None:
    store = Store(tmp_path)
    failed = replace(RUN, failure=Failure(FailureKind.EXCEPTION, 1, "ValueError", 0))
    store.keep("k", failed)

    assert None is store.find("k")
    assert failed == store.find("k", failed=True)


def test_a_run_whose_helper_file_was_edited_is_not_found(tmp_path: Path) -> None:
    store = Store(tmp_path / "runs")
    helper = tmp_path / "helper.py"
    helper.write_text("one")
    run = replace(RUN, depends_on=(str(helper),))
    store.keep("k", run)

    assert run == store.find("k")
    helper.write_text("two")
    assert None is store.find("k")
    helper.write_text("one")
    assert run == store.find("k")
    helper.unlink()
    assert None is store.find("k")


def test_a_module_of_tasks_does_not_count_as_a_file(tmp_path: Path, jobs: Path) -> None:
    store = Store(tmp_path / "runs", ["shop.jobs"])
    package = str(jobs.parent / "__init__.py")
    store.keep("k", replace(RUN, depends_on=(str(jobs), package)))
    jobs.write_text("")

    assert None is not store.find("k")


@pytest.mark.parametrize("file", ["run.json", "files.json"])
@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"concurdocs_run": 999}', "\udcff"])
def test_a_broken_file_is_no_run(tmp_path: Path, file: str, text: str) -> None:
    store = Store(tmp_path)
    store.keep("k", RUN)
    (tmp_path / "k" / file).write_bytes(text.encode("utf-8", "surrogateescape"))

    assert None is store.find("k")
    store.keep("k", RUN)
    assert RUN == store.find("k")


def test_a_store_that_can_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    store = Store(tmp_path)
    store.keep("k", RUN)
    monkeypatch.setattr(os, "utime", refuse)

    assert RUN == store.find("k")


def test_pictures_are_kept_with_the_run(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "block0-figure1.png").write_bytes(b"png")
    store = Store(tmp_path / "runs")

    store.keep("k", RUN, pictures)

    assert b"png" == (store.figure_folder("k") / "block0-figure1.png").read_bytes()


def _keep_often(folder: Path, total: float) -> None:
    store = Store(folder)
    for _ in range(50):
        store.keep("k", replace(RUN, total=total))
        found = store.find("k")
        assert found is None or found.total in {1.0, 2.0, 3.0}


def test_several_builds_may_keep_the_same_run_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [
        context.Process(target=_keep_often, args=(tmp_path, float(number))) for number in (1, 2, 3)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [0, 0, 0] == [writer.exitcode for writer in writers]
    found = Store(tmp_path).find("k")
    assert found is not None
    assert found.total in {1.0, 2.0, 3.0}
    assert ["k"] == [path.name for path in tmp_path.iterdir()]


def test_a_run_kept_in_between_by_others_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.replace

    def replace_later(path: Path, target: Path) -> Path:
        if path.suffix == ".new" and path.is_dir():
            # It was there a moment ago, and is about to be replaced by a third build.
            raise OSError(errno.ENOTEMPTY, "Directory not empty")
        return original(path, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    Store(tmp_path).keep("k", RUN)

    assert [] == list(tmp_path.iterdir())


def test_what_nobody_asked_for_in_a_long_time_is_thrown_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("old", "used", "new"):
        store.keep(name, RUN)
    past = time.time() - 31 * 24 * 3600
    for name in ("old", "used"):
        os.utime(tmp_path / name / "files.json", (past, past))
    store.find("used")

    store.prune()

    assert ["new", "used"] == sorted(path.name for path in tmp_path.iterdir())
    Store(tmp_path / "nowhere").prune()


# -- Moved code -----------------------------------------------------------------------


def test_line_numbers_follow_the_code() -> None:
    def places(blocks: tuple[CodeBlock, ...]) -> list[tuple[int, int]]:
        return [(block.first_line, block.last_line) for block in blocks]

    before = split("a\n# %% two\nb\nc\n")
    after = (replace(before[0], first_line=3), replace(before[1], first_line=14))
    name = RUN.script
    run = replace(
        RUN,
        blocks=tuple(
            replace(RUN.blocks[0], name=source.name, first_line=source.first_line,
                    last_line=source.last_line)
            for source in before
        ),
        lines=(
            Line(0.0, RUN.main.pid, f'  File "{name}", line 4, in <module>', 1),
            Line(0.1, RUN.main.pid, f"{name}:1: UserWarning: line 4", 0),
            Line(0.2, RUN.main.pid, 'File "other.py", line 4', 0),
        ),
        calls=(Call(CallName.JOIN, RUN.main.pid, None, 0.0, 0.1, 3, "MainThread"),),
        processes=(RUN.main, replace(RUN.processes[1], line=4)),
        failure=Failure(FailureKind.EXCEPTION, 3, "no", 1),
    )  # fmt: skip

    fitting = renumber_lines(run, places(after))

    assert [(3, 3), (14, 16)] == [(block.first_line, block.last_line) for block in fitting.blocks]
    assert [
        f'  File "{name}", line 16, in <module>',
        f"{name}:3: UserWarning: line 4",
        'File "other.py", line 4',
    ] == [line.text for line in fitting.lines]
    assert [15] == [call.line for call in fitting.calls]
    assert [None, 16] == [process.line for process in fitting.processes]
    assert fitting.failure is not None
    assert 15 == fitting.failure.line
    assert fitting is renumber_lines(fitting, places(after))
    assert run == renumber_lines(fitting, places(before))


def test_the_record_on_disk_is_json(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("k", RUN)

    assert 1 == json.loads(store.record_path("k").read_text("utf-8"))["concurdocs_run"]
