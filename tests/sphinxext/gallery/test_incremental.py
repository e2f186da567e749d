"""What runs again after which edit: no more than has to."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Build, Project

ALL = "3 scripts ran (plot_greeting, plot_hammer, plot_saw), 0 runs reused"
NONE = "0 scripts ran, 3 runs reused"
LANGUAGES = {"en": "en", "zh": "zh_CN"}


def build(project: Project, folder: str = "en", *arguments: str) -> Build:
    done = project.build(
        *("-D", f"language={LANGUAGES[folder]}", *arguments),
        source=folder,
        out=folder,
        doctrees=f"trees-{folder}",
    )
    assert ("", 0) == (done.warnings, done.status), done.output
    return done


@pytest.fixture(scope="module")
def built(new_project: Callable[[str], Project]) -> tuple[Project, Build]:
    """A project that was built once; tests that edit have their own."""
    project = new_project("incremental")
    return project, build(project)


@pytest.fixture
def project(new_project: Callable[[str], Project]) -> Project:
    """A project of the test's own that was built once."""
    own = new_project("incremental")
    assert ALL == build(own).closing()
    return own


def test_build_without_change_runs_nothing_and_reads_nothing(
    built: tuple[Project, Build],
) -> None:
    project, first = built
    page = (first.folder / "gallery/plot_greeting.html").read_bytes()

    second = build(project)

    assert ALL == first.closing()
    assert NONE == second.closing()
    assert "0 added, 0 changed, 0 removed" == second.changed()
    assert page == (second.folder / "gallery/plot_greeting.html").read_bytes()


def test_second_language_runs_nothing_and_shows_the_same_processes(
    built: tuple[Project, Build],
) -> None:
    project, english = built

    chinese = build(project, "zh")
    pids = [
        [line["data-pid"] for line in site.page("gallery/plot_greeting").select(".run-line")]
        for site in (english, chinese)
    ]

    assert NONE == chinese.closing()
    assert english.lines("gallery/plot_greeting") == chinese.lines("gallery/plot_greeting")
    assert 2 == len(set(pids[0]))
    assert pids[0] == pids[1]


def test_edited_text_runs_nothing_and_edited_task_just_its_users(project: Project) -> None:
    project.edit(
        "examples/plot_greeting.py", "# Text about", "# More text.\n# And more.\n# Text about"
    )
    project.edit("helpers/workshop/tools.py", "return 12", "return 14")

    site = build(project)
    lines = site.lines("gallery/plot_greeting")
    page = site.page("gallery/plot_greeting").get_text()

    assert "1 scripts ran (plot_saw), 2 runs reused" == site.closing()
    assert ["saw with 14 teeth"] == site.lines("gallery/plot_saw")
    assert ["hammer"] == site.lines("gallery/plot_hammer")
    # The traceback was recorded when the line had number 16.
    assert '  File "plot_greeting.py", line 18, in fail' in lines
    assert "More text.\nAnd more.\nText about the failure." in page


def test_edited_code_and_imported_module_run_again(project: Project) -> None:
    project.edit("examples/plot_hammer.py", "\nsay_hammer()", "\nsay_hammer()\nsay_hammer()")
    project.edit("helpers/greeting.py", "hello", "good morning")

    site = build(project)

    assert "2 scripts ran (plot_greeting, plot_hammer), 1 runs reused" == site.closing()
    assert ["hammer", "hammer"] == site.lines("gallery/plot_hammer")
    assert site.lines("gallery/plot_greeting")[0].startswith("good morning from ")


def test_damaged_and_deleted_records_are_made_again(project: Project) -> None:
    (damaged,) = (project.source / "_build/runs").glob("plot_hammer-*/run.json")
    damaged.write_text("{", encoding="utf-8")
    (deleted,) = (project.source / "_build/runs").glob("plot_saw-*")
    shutil.rmtree(deleted)

    site = build(project)

    assert "2 scripts ran (plot_hammer, plot_saw), 1 runs reused" == site.closing()
    assert ["hammer"] == site.lines("gallery/plot_hammer")
    assert ["saw with 12 teeth"] == site.lines("gallery/plot_saw")


def test_deleted_store_is_made_again(project: Project) -> None:
    shutil.rmtree(project.source / "_build/runs")

    site = build(project)

    assert ALL == site.closing()


def test_other_start_method_runs_again(built: tuple[Project, Build]) -> None:
    project, _ = built

    site = build(project, "en", "-D", "concurdocs_start_method=spawn")

    assert ALL == site.closing()


def test_failed_run_is_made_again_until_it_succeeds(new_project: Callable[[str], Project]) -> None:
    # As a machine in trouble would have it: the failure is no fault of the script.
    project = new_project("incremental")
    flag = project.write("flag", "")
    project.edit(
        "examples/plot_hammer.py",
        "\nsay_hammer()",
        "\nassert not __import__('pathlib').Path('../flag').exists()\nsay_hammer()",
    )
    failed = project.build(source="en", out="en", doctrees="trees-en")
    flag.unlink()

    site = build(project)

    assert 0 != failed.status
    assert "plot_hammer.py, line 10: AssertionError" in failed.output
    assert "1 scripts ran (plot_hammer), 2 runs reused" == site.closing()
    assert ["hammer"] == site.lines("gallery/plot_hammer")


def test_run_that_is_meant_to_fail_is_reused(new_project: Callable[[str], Project]) -> None:
    project = new_project("incremental")
    project.edit(
        "conf.py",
        '"gallery"}',
        '"gallery", "expected_failing_examples": ["../examples/plot_hammer.py"]}',
    )
    project.edit("examples/plot_hammer.py", "\nsay_hammer()", "\nraise ValueError('as meant')")
    first = build(project)
    page = first.page("gallery/plot_hammer").get_text()

    second = build(project)

    assert re.search(r"ExampleFailed: plot_hammer\.py, line 10: ValueError: as meant", page)
    assert [ALL, NONE] == [first.closing(), second.closing()]
