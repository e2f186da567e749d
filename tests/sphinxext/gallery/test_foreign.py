"""A project by others, with nothing of ours but the extension: what stands on its pages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.foreign_gallery import STAGED
from helpers.sphinx_projects import text_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from helpers.sphinx_projects import Build, Project


def terminal(project: Project, script: str, *, buffered: bool = False) -> list[str]:
    """Return what a script prints in a terminal.

    Args:
        project: Whose.
        script: Its name.
        buffered: Whether a line is written at once, not text and line feed one by one.

    """
    path = project.source / "examples" / script
    done = subprocess.run(
        [sys.executable, path.name],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        cwd=path.parent,
        env={**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"},
        text=True,
        timeout=60,
    )
    return done.stdout.splitlines()


def pre_texts(page: BeautifulSoup) -> list[str]:
    """Return what a reader copies from each output of a page."""
    return [text_of(pre) for pre in page.select("pre.run-output")]


def test_build_has_no_warning_and_tells_what_ran(foreign_site: Build) -> None:
    ran = ", ".join(f"plot_{name}" for name in STAGED)

    assert "" == foreign_site.warnings
    assert 0 == foreign_site.status, foreign_site.output
    assert f"{len(STAGED)} scripts ran ({ran}), 0 runs reused" == foreign_site.closing()


@pytest.mark.parametrize("name", ["fork", "spawn", "forkserver", "late"])
def test_page_has_the_lines_of_a_terminal_in_its_order(
    foreign_project: Project, foreign_site: Build, name: str
) -> None:
    expected = terminal(foreign_project, f"plot_{name}.py")

    assert expected
    assert expected == foreign_site.lines(f"gallery/plot_{name}")


def test_page_has_every_line_of_pools(foreign_project: Project, foreign_site: Build) -> None:
    expected = terminal(foreign_project, "plot_pools.py", buffered=True)

    assert Counter(expected) == Counter(foreign_site.lines("gallery/plot_pools"))
    assert 42 == len(expected)


@pytest.mark.parametrize("name", ["fork", "spawn", "forkserver"])
def test_lines_of_a_block_stand_in_one_pre_with_process_and_moment(
    foreign_site: Build, name: str
) -> None:
    page = foreign_site.page(f"gallery/plot_{name}")
    joined, subclass = page.select("pre.run-output")
    lines = joined.select(".run-line")
    ann, bo, main = (
        {line["data-pid"] for line in lines if line.text.startswith(word)}
        for word in ("ann begins", "bo begins", "ann joined")
    )
    times = [float(str(line["data-t"])) for line in lines]

    assert 6 == len(lines)
    assert ["a subclass runs"] == [line.text for line in subclass.select(".run-line")]
    assert [1, 1, 1] == [len(ann), len(bo), len(main)]
    assert 3 == len(ann | bo | main)
    assert sorted(times) == times
    # Times and processes stand in attributes only: the text is the bare output.
    assert "\n".join(line.text for line in lines) + "\n" == joined.text


def test_output_follows_the_code_that_wrote_it(foreign_site: Build) -> None:
    article = foreign_site.page("gallery/plot_fork").select(".highlight-Python, pre.run-output")

    assert ["div", "div", "pre", "div", "pre", "div"] == [tag.name for tag in article]


def test_output_of_other_programs_and_system_calls(foreign_site: Build) -> None:
    first = pre_texts(foreign_site.page("gallery/plot_bytes"))[0]

    assert (
        "by the system call\nby another program\nby another Python\nto the other stream\n" == first
    )


def test_markup_in_output_is_text(foreign_site: Build) -> None:
    second = pre_texts(foreign_site.page("gallery/plot_bytes"))[1]

    assert (
        "<b>bold?</b> &amp; <script>alert(1)</script>\n"
        ".. note:: *not* |rst| `either`_ ``here`` \\ :doc:`index`\n"
        "   indented, and blanks at the end   \n"
        "\n"
        "after an empty line\n"
    ) == second


def test_bytes_of_all_kinds_are_shown(foreign_site: Build) -> None:
    third = pre_texts(foreign_site.page("gallery/plot_bytes"))[2]

    assert [
        "not UTF-8: \\xff\\xfe, UTF-8: 中文",
        "tab\tand tab",
        "x" * 20_000,
        "red and plain",
        "100%",
        "nul ␀ bell ␇",
        "no line feed at the end",
        "",
    ] == third.split("\n")


def test_traceback_of_a_child_names_the_script_without_folders(foreign_site: Build) -> None:
    lines = foreign_site.lines("gallery/plot_traceback")

    assert "Process faulty:" == lines[0]
    assert [
        '  File "plot_traceback.py", line 13, in fail',
        '    raise ValueError("as meant")',
        "ValueError: as meant",
        "status 1 of plot_traceback.py",
    ] == lines[-4:]


def test_no_path_of_the_build_machine_is_in_what_is_published(
    foreign_project: Project, foreign_site: Build
) -> None:
    own = [str(foreign_project.source), sys.prefix, sys.base_prefix, str(Path.home()) + "/"]
    files = [
        file
        for file in foreign_site.folder.rglob("*")
        if file.is_file() and file.suffix in {".html", ".txt", ".json", ".js", ".py", ".ipynb"}
    ]
    # Sphinx's own scripts are not ours, and "/root/" would be no surprise in them.
    found = {
        (file.name, path)
        for file in files
        if "_static" not in file.parts
        for path in own
        if path in file.read_text(encoding="utf-8")
    }

    assert any(file.name == "plot_fork.trace.json" for file in files)
    assert set() == found


def test_expected_failure_shows_what_was_printed_and_the_error(foreign_site: Build) -> None:
    page = foreign_site.page("gallery/plot_expected_failure")

    assert [
        "before the failure",
        "Traceback (most recent call last):",
        '  File "plot_expected_failure.py", line 9, in <module>',
        '    raise RuntimeError("this is meant")',
        "RuntimeError: this is meant",
    ] == foreign_site.lines("gallery/plot_expected_failure")
    assert (
        "Traceback (most recent call last):\n"
        "concurdocs.ExampleFailed: plot_expected_failure.py, line 9: RuntimeError: this is meant\n"
    ) == text_of(page.select_one(".sphx-glr-script-out pre"))


def test_values_of_last_expressions_are_shown_as_sphinx_gallery_does(foreign_site: Build) -> None:
    page = foreign_site.page("gallery/plot_values")

    assert ["before the value"] == foreign_site.lines("gallery/plot_values")
    assert ["a page in HTML"] == [text_of(tag) for tag in page.select("em.shown-value")]
    assert ["a page in words\n", "[1, 2, 3]\n"] == [
        text_of(tag) for tag in page.select(".sphx-glr-script-out pre")
    ]


def test_values_can_be_switched_off_in_a_file(foreign_site: Build) -> None:
    page = foreign_site.page("gallery/plot_values_off")

    assert ["only this"] == foreign_site.lines("gallery/plot_values_off")
    assert [] == page.select(".sphx-glr-script-out")


def test_script_can_opt_out_of_the_stage(foreign_site: Build) -> None:
    page = foreign_site.page("gallery/plot_off_stage")

    assert [] == page.select(".run-line")
    assert "run by sphinx-gallery, in its own process\n" == text_of(
        page.select_one(".sphx-glr-script-out pre")
    )
