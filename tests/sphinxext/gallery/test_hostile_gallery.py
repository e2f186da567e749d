"""Examples that do what examples must not do: the build says so, and nothing else suffers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.sphinx_projects import Build, Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = ("plot_a_before", "plot_z_after")

# Script; what the message says; what the page shows of the output, in part or in full.
FAILURES = [
    (
        "crash",
        r"line 11: the script's process died by SIGSEGV",
        ["before the crash"],
    ),
    (
        "exception",
        r"line 12: LookupError: <nothing> found",
        [
            "before the exception",
            "Traceback (most recent call last):",
            '  File "plot_exception.py", line 15, in <module>',
            "    fail()",
            '  File "plot_exception.py", line 12, in fail',
            '    raise LookupError("<nothing> found")',
            "LookupError: <nothing> found",
        ],
    ),
    (
        "early_exit",
        r"line 11: the script ended here, before its last block",
        ["before the exit"],
    ),
    ("status", r"line 11: the script ended here with exit status 3", ["before the exit"]),
    (
        "os_exit",
        (
            r"line 11: the script's process ended with exit status 0 inside the block .*"
            r"without an exception \(os\._exit\(\) does so\)"
        ),
        ["before the exit"],
    ),
    (
        "atexit",
        r"line 11: the script ran to its end, but its process then had exit status 4",
        ["the script ends"],
    ),
    (
        "fell_off",
        (
            r"line 12: process \d+, forked here, ran past the end of its block; "
            r"end it inside the block, with os\._exit\(\)"
        ),
        ["before the fork", "in the child", "after the fork"],
    ),
    (
        "hang",
        (
            r"line 12: still running after 1 s, the time limit \(alive: main \(pid \d+, \w+\)\); "
            r"if it needs longer, write '# concurdocs: time_limit = SECONDS' in it"
        ),
        ["before the hang"],
    ),
    (
        "hang_child",
        (
            r"line 19: still running after 1 s, the time limit "
            r"\(alive: main \(pid \d+, \w+\), 'ann' \(pid \d+, \w+\)\); if it needs longer, .*"
        ),
        ["the child hangs"],
    ),
    (
        "detached",
        (
            r"line 22: still running 0\.2 s after the script's end, and now ended: "
            r"\S+ \(pid \d+, sleeping\); if the example is meant to leave processes behind, "
            r"write '# concurdocs: leftovers = true' in it"
        ),
        ["before the daemon", "the script ends"],
    ),
    (
        "failing_child",
        (
            r"line 15: process 'ann' \(pid \d+\), started here, ended with exit status 1; if the "
            r"example is meant to show that, write '# concurdocs: failing_children = true' in it"
        ),
        [
            '  File "plot_failing_child.py", line 10, in fail',
            '    raise ValueError("in the child")',
            "ValueError: in the child",
            "the script ends",
        ],
    ),
    (
        "bad_comment",
        (
            r"line 6: unknown option 'time_limt' in '# concurdocs: time_limt = 5'; "
            r"did you mean 'time_limit'\?"
        ),
        [],
    ),
]


@pytest.fixture
def build_with(new_project: Callable[[str], Project]) -> Callable[[str], Build]:
    """Build the project with one more example, and see to it that it leaves no process."""

    def build(script: str) -> Build:
        project = new_project("hostile")
        shutil.copy(project.source / "hostile" / script, project.source / "examples")
        done = project.build(environment={"HOSTILE_PROJECT": str(project.source)})
        assert [] == alive_with(f"HOSTILE_PROJECT={project.source}")
        return done

    return build


def alive_with(variable: str) -> list[str]:
    """Return the command lines of all processes that have a variable in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if variable.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().decode().replace("\0", " "))
        except OSError:
            continue  # ended meanwhile, or another user's
    return found


def test_left_processes_would_be_found() -> None:
    name = "PATH"

    assert alive_with(f"{name}={os.environ[name]}")


@pytest.mark.parametrize(
    ("name", "message", "output"), FAILURES, ids=[failure[0] for failure in FAILURES]
)
def test_build_fails_with_one_clear_message(
    build_with: Callable[[str], Build], name: str, message: str, output: list[str]
) -> None:
    build = build_with(f"plot_{name}.py")
    said = re.findall(r"concurdocs\.ExampleFailed: (.*)", build.output)
    page = build.page(f"gallery/plot_{name}")
    error = text_of(page.select_one(".highlight-pytb pre"))

    assert 0 != build.status
    # Once when it fails, once in sphinx-gallery's summary at the end, and not otherwise.
    assert 1 == build.output.count("unexpectedly failed to execute correctly")
    assert [said[0]] == sorted(set(said))
    assert re.fullmatch(rf"plot_{name}\.py, {message}", said[0]), said[0]
    assert f"Traceback (most recent call last):\nconcurdocs.ExampleFailed: {said[0]}\n" == error
    # Newer Pythons underline what failed in a line of a traceback.
    lines = [line for line in build.lines(f"gallery/plot_{name}") if line.strip(" ~^")]
    assert output == (lines[-len(output) :] if output else lines)
    assert [["a good example"]] * 2 == [build.lines(f"gallery/{good}") for good in GOOD]
    assert "scripts ran" in build.closing()
    links = [str(link["href"]) for link in page.select(".run-downloads a")]
    assert [] == [link for link in links if not (build.folder / "gallery" / link).is_file()]


def test_thumbnail_follows_whether_an_example_fails(
    new_project: Callable[[str], Project],
) -> None:
    project = new_project("hostile")
    thumbnails = project.source / "gallery" / "images" / "thumb"
    good, bad = 'print("a good example")', 'raise ValueError("no")'
    found = []
    for old, new in ((good, good), (good, bad), (bad, good)):
        project.edit("examples/plot_a_before.py", old, new)
        project.build()
        found.append(
            [
                (path.suffix, path.read_bytes()[1:4] == b"PNG")
                for path in thumbnails.glob("*_before_thumb.*")
            ]
        )

    assert [[(".svg", False)], [(".png", True)], [(".svg", False)]] == found


def test_syntax_error_names_script_and_line(build_with: Callable[[str], Build]) -> None:
    build = build_with("plot_syntax.py")
    error = text_of(build.page("gallery/plot_syntax").select_one(".highlight-pytb pre"))

    assert 0 != build.status
    assert 1 == build.output.count("unexpectedly failed to execute correctly")
    assert re.search(r'plot_syntax\.py", line 9\n', build.warnings)
    assert '\n  File "plot_syntax.py", line 9\n' in error
    assert [["a good example"]] * 2 == [build.lines(f"gallery/{good}") for good in GOOD]


def test_flood_is_cut_in_the_middle_and_harms_nothing(build_with: Callable[[str], Build]) -> None:
    build = build_with("plot_flood.py")
    page = build.page("gallery/plot_flood")
    texts = [text_of(line) for line in page.select("pre.run-output > .run-line")]

    assert ("", 0) == (build.warnings, build.status)
    assert ["first line", *(f"line {number}" for number in range(499))] == texts[:500]
    assert [*(f"line {number}" for number in range(199_501, 200_000)), "last line"] == texts[500:]
    assert "… 199,002 lines left out …" == text_of(page.select_one(".run-elided"))
    assert (build.folder / "gallery/plot_flood.html").stat().st_size < 500_000


def test_interrupted_build_leaves_no_process(new_project: Callable[[str], Project]) -> None:
    project = new_project("hostile")
    shutil.copy(project.source / "hostile" / "plot_hang_child.py", project.source / "examples")
    project.edit("examples/plot_hang_child.py", "time_limit = 1", "time_limit = 100")
    variable = f"HOSTILE_PROJECT={project.source}"
    build = subprocess.Popen(
        [sys.executable, "-m", "sphinx", "-q", ".", "_build"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=project.source,
        env={**os.environ, "HOSTILE_PROJECT": str(project.source)},
    )
    until = time.monotonic() + 60
    while len(alive_with(variable)) < 3 and time.monotonic() < until:
        time.sleep(0.1)
    alive = len(alive_with(variable))
    build.send_signal(signal.SIGINT)
    build.wait(60)

    assert 3 == alive
    assert [] == alive_with(variable)
