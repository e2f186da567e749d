"""Runs in chapters, by MyST and by reStructuredText: shown, measured and checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from helpers.sphinx_projects import Build, Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIM = "total(plot_join) < 1.5 * lifetime(plot_join, ann)"


@pytest.fixture(scope="module")
def project(new_project: Callable[[str], Project]) -> Project:
    return new_project("chapters")


@pytest.fixture(scope="module")
def site(project: Project) -> Build:
    return project.build("-n", "-W", "--keep-going")


CHAPTERS = pytest.mark.parametrize("chapter", ["markdown", "structured"])


def test_build_has_no_warning(site: Build) -> None:
    assert ("", 0) == (site.warnings, site.status), site.output


@CHAPTERS
def test_block_shows_its_code_and_its_output(site: Build, chapter: str) -> None:
    page = site.page(chapter)
    listing = page.select_one(".run-listing")
    assert listing is not None
    link = listing.select_one("a")
    assert link is not None
    first = page.select("pre.run-output")[0]
    lines = [line.text for line in first.select(".run-line")]

    assert (
        'for process in processes:\n    process.join()\nprint("joined")\n'
        == text_of(listing.select_one("pre"))
    )  # fmt: skip
    assert ("plot_join.py", "gallery/plot_join.html") == (link.text, link["href"])
    assert ["napped 0.4", "napped 0.5", "joined"] == lines


@CHAPTERS
def test_figure_and_whole_output_are_shown(site: Build, chapter: str) -> None:
    page = site.page(chapter)
    answer = page.select_one("details.run-answer")
    assert answer is not None
    lines = [line.text for line in answer.select("pre.run-output .run-line")]

    assert 1 == len(page.select("figure.run-figure svg.run-timeline"))
    assert ["joined", "napped 0.4", "napped 0.5", "started ann", "started bo"] == sorted(lines)
    assert "Answer" == text_of(answer.summary)
    assert ["the"] == [tag.text for tag in answer.select("em")]


@CHAPTERS
def test_numbers_are_those_of_the_run(site: Build, chapter: str) -> None:
    record = (site.folder / "_runs/plot_join.json").read_text(encoding="utf-8")
    total = re.search(r'"total":([\d.]+)', record)
    assert total is not None

    measured = text_of(site.page(chapter).select_one(".run-measured"))

    assert f"{float(total[1]):.2f}\u00a0s" == measured
    assert 0.5 <= float(total[1])


@CHAPTERS
def test_claim_has_a_mark_that_opens_the_values(site: Build, chapter: str) -> None:
    page = site.page(chapter)
    button = page.select_one(".run-claim button")
    values = page.select_one(".run-claim .run-claim-values")
    assert button is not None
    assert values is not None
    rows = [text_of(row) for row in values.select(".run-claim-row")]

    assert "✓" == button.text
    assert values["id"] == button["popovertarget"]
    assert CLAIM == rows[1]
    assert re.fullmatch(r"total\(plot_join\) = \d\.\d\d\u00a0s", rows[2])
    assert re.fullmatch(r"lifetime\(plot_join, ann\) = 0\.\d\d\u00a0s", rows[3])


def test_ids_are_unique_on_each_page(site: Build) -> None:
    for chapter in ("markdown", "structured", "gallery/plot_join"):
        ids = [tag["id"] for tag in site.page(chapter).select("[id]")]
        assert sorted(map(str, set(ids))) == sorted(map(str, ids))


def test_settings_of_the_script_are_shown_nowhere(project: Project, site: Build) -> None:
    project.write("whole.rst", ":orphan:\n\nWhole\n=====\n\n.. run:: plot_join\n   :show: code\n")
    whole = project.build().page("whole").get_text()

    assert 0 == site.status
    assert "napped" in whole
    assert "time_limit" not in whole


def test_figure_of_a_block_shows_that_block_only(project: Project, site: Build) -> None:
    project.write("part.rst", ":orphan:\n\nPart\n====\n\n.. run:: plot_join\n   :block: join_all\n")
    page = project.build().page("part")
    figure = page.select_one("figure.run-figure")
    whole = site.page("markdown").select_one("figure.run-figure")
    assert figure is not None
    assert whole is not None

    assert "Block 3: join_all, from 0." in text_of(figure.select_one(".run-facts"))
    assert ["napped 0.4", "napped 0.5", "joined"] == [
        line.text for line in figure.select(".run-line")
    ]
    moments = [float(str(line["data-t"])) for line in figure.select(".run-line")]
    assert moments[-1] <= float(str(figure["data-total"])) < float(str(whole["data-total"]))
    assert ["main", "ann", "bo"] == [
        text_of(name) for name in figure.select("svg.run-timeline .run-name")
    ]


def test_other_formats_have_sign_number_and_output(project: Project, site: Build) -> None:
    build = project.build(builder="text")
    texts = [
        (build.folder / f"{name}.txt").read_text(encoding="utf-8")
        for name in ("markdown", "structured")
    ]

    assert (0, 0) == (site.status, build.status)
    for text in texts:
        assert "\n   napped 0.4\n   napped 0.5\n   joined\n" in text
        assert re.search(r"All took\s+\d\.\d\d\ss,\s+which\s+holds\.\s+✓", text)
        assert "This is *the* answer." in text


def test_what_a_script_cannot_show_here_is_neither_claimed_nor_denied(
    new_project: Callable[[str], Project],
) -> None:
    project = new_project("chapters")
    project.write(
        "examples/plot_later.py",
        '"""\nLater\n=====\n"""\n# concurdocs: python = 3.99\n'
        'print("This needs Python 3.99.")\nraise SystemExit\n'
        "# %% rest\n# And now\nprint(2)\n",
    )
    page = ":orphan:\n\n# Later\n\n{measured}`total(plot_later)` {claim}`lines(plot_later) == 2`\n"
    project.write("later.md", page.replace(":orphan:", "---\norphan: true\n---"))
    project.write("report.rst", ":orphan:\n\nReport\n======\n\n.. build-report::\n")
    build = project.build("-n", "-W", "--keep-going")
    later, report = build.page("later"), build.page("report")
    button = later.select_one(".run-claim button")
    assert button is not None

    assert ("", 0) == (build.warnings, build.status), build.output
    assert "–" == text_of(later.select_one(".run-measured"))
    assert (
        "–",
        "Could not be checked on the machine of this build: plot_later shows nothing there",
    ) == (button.text, button["aria-label"])
    rows = [[text_of(cell) for cell in row.select("td")] for row in report.select("tr")]
    assert ["Later", "lines(plot_later) == 2", "", "–"] in rows
    assert "Checked claims: 2 of 3 hold" in report.get_text()
