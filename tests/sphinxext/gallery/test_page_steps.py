"""Each step finds the words that this sphinx-gallery writes, and changes nothing else."""

from __future__ import annotations

import dataclasses
import difflib
import re
from typing import TYPE_CHECKING

import pytest

from concurdocs.runs import Run
from concurdocs.sphinxext.gallery._page_steps import (
    with_missing_output,
    with_running_time,
    with_times_of_runs,
    without_folders,
    without_memory,
    without_option_comments,
)
from helpers.places import DATA

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Build, Project

RUN = Run.load(DATA / "runs" / "synthetic.json")

Pages = dict[str, str]


@pytest.fixture(scope="module")
def pages(foreign_project: Project, foreign_site: Build) -> Pages:
    """Pages as sphinx-gallery wrote them, by the name of the file."""
    assert 0 == foreign_site.status
    folder = foreign_project.source / "gallery"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.rst")}


def edit(page: str, step: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Return the lines that a step takes out of a page and those that it puts in."""
    lines = list(difflib.ndiff(page.splitlines(), step(page).splitlines()))
    removed, added = (
        [line[2:] for line in lines if line.startswith(sign) and line[2:].strip()]
        for sign in ("- ", "+ ")
    )
    return removed, added


def test_memory_is_left_out(pages: Pages) -> None:
    ((removed,), added) = edit(pages["plot_fork"], without_memory)

    assert re.fullmatch(r"\*\*Estimated memory usage:\*\* +\d+ MB", removed)
    assert [] == added


def test_running_time_is_that_of_the_run(pages: Pages) -> None:
    run = dataclasses.replace(RUN, total=61.5)
    ((removed,), added) = edit(pages["plot_fork"], lambda page: with_running_time(page, run=run))

    line = "   **Total running time of the script:** (0 minutes 0."
    assert removed.startswith(line)
    assert ["   **Total running time of the script:** (1 minutes 1.500 seconds)"] == added


def test_comments_for_the_recorder_are_left_out_with_code_of_nothing_else(pages: Pages) -> None:
    code = ".. code-block:: Python\n\n\n    print("
    comment = ".. code-block:: Python\n\n    # concurdocs: grace = 3\n\n\n\n"
    page = pages["plot_expected_failure"].replace(code, comment + code)
    assert pages["plot_expected_failure"] != page

    assert pages["plot_expected_failure"] == without_option_comments(page)


def test_folders_are_left_out_of_a_traceback_and_of_nothing_else(pages: Pages) -> None:
    def step(page: str) -> str:
        return without_folders(page, folders={"/home/ann/examples": ""})

    failed, succeeded = pages["plot_expected_failure"], pages["plot_fork"]
    name = "plot_expected_failure.py, line 9"
    with_folder = failed.replace(name, f"/home/ann/examples/{name}")

    assert with_folder != failed
    assert failed == step(with_folder)
    assert f"/home/ann/examples {succeeded}" == step(f"/home/ann/examples {succeeded}")


def test_output_of_a_run_that_succeeded_is_put_in_at_the_end(pages: Pages) -> None:
    page = re.sub(r"^\.\. concurdocs-.*\n(   :.*\n)*", "", pages["plot_fork"], flags=re.MULTILINE)
    after = with_missing_output(page, run=RUN, key="KEY")
    blocks = re.findall(r"^\.\. concurdocs-output:: KEY\n   :block: (\d+)$", after, re.MULTILINE)

    assert str(len(RUN.blocks) - 1) == blocks[-1]
    head, rest = after.split(".. concurdocs-output:: KEY", 1)
    assert page.startswith(head.rstrip())
    assert rest.index(".. concurdocs-figure:: KEY") < rest.index(".. _sphx_glr_download_")
    assert ".. rst-class:: sphx-glr-timing" in head


def test_output_of_a_run_that_failed_is_put_in_before_the_error(
    pages: Pages, foreign_project: Project
) -> None:
    page = pages["plot_expected_failure"]
    (key,) = set(re.findall(r"concurdocs-output:: (\S+)", page))
    (record,) = foreign_project.source.rglob(f"{key}/run.json")
    run = Run.load(record)
    after = with_missing_output(page, run=run, key=key)

    assert after.index(f".. concurdocs-figure:: {key}") < after.index(".. code-block:: pytb")
    assert "print(" in after.partition(".. concurdocs-figure")[0]


def test_output_that_is_there_is_not_put_in_again(pages: Pages) -> None:
    page = pages["plot_fork"]
    (key,) = set(re.findall(r"concurdocs-output:: (\S+)", page))
    blocks = re.findall(r":block: (\d+)", page)
    run = dataclasses.replace(RUN, blocks=RUN.blocks[:1] * (int(blocks[-1]) + 1), lines=())

    assert page == with_missing_output(page, run=run, key=key)


def test_list_of_running_times_has_those_of_the_runs(pages: Pages) -> None:
    page = pages["sg_execution_times"]
    rows = re.findall(r":ref:`(sphx_glr_gallery_plot_\w+\.py)`", page)
    totals = dict.fromkeys(rows, 61.5)
    removed, added = edit(page, lambda text: with_times_of_runs(text, totals=totals))

    assert len(rows) > 5
    everything = f"{61.5 * len(rows) // 60:02.0f}:{61.5 * len(rows) % 60:06.3f}"
    assert len(removed) == len(added) == len(rows) + 1
    assert added[0].startswith(f"**{everything}** total execution time")
    assert {"     - 01:01.500"} == set(added[1:])


def test_script_without_a_run_keeps_its_time_in_the_list(pages: Pages) -> None:
    page = pages["sg_execution_times"]
    _, added = edit(page, lambda text: with_times_of_runs(text, totals={}))

    # The sum may differ by what was lost in rounding.
    assert [] == [line for line in added if not line.startswith("**")]
