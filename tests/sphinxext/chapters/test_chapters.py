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


BAD = [
    ("```{run} plot_jion\n```", "no example 'plot_jion'; did you mean 'plot_join'?", "unknown_run"),
    (
        "```{run} plot_join\n:block: join_al\n```",
        "plot_join.py has no block 'join_al'; did you mean 'join_all'?",
        "unknown_block",
    ),
    (
        "{measured}`totl(plot_join)`",
        "'totl(plot_join)': unknown 'totl'; did you mean 'total'?",
        "bad_measure",
    ),
    (
        "{measured}`time(plot_join, join_everything)`",
        "'time(plot_join, join_everything)': plot_join.py has no block 'join_everything'; ",
        "bad_measure",
    ),
    (
        "{measured}`cpu(plot_join, anne)`",
        (
            "'cpu(plot_join, anne)': the run of plot_join.py has no process 'anne'; "
            "did you mean 'ann'?"
        ),
        "bad_measure",
    ),
    (
        "{measured}`total(plot_jin)`",
        "'total(plot_jin)': no example 'plot_jin'; did you mean 'plot_join'?",
        "bad_measure",
    ),
    (
        "{claim}`total(plot_join)`",
        "'total(plot_join)' is a number, not a claim: it compares nothing",
        "bad_measure",
    ),
    (
        "{claim}`total(plot_join) > 1 <`",
        "'total(plot_join) > 1 <' can't be understood: ",
        "bad_measure",
    ),
    (
        "{claim}`lifetime(plot_join, bo) > 2 * lifetime(plot_join, ann)`",
        (
            "the claim does not hold: lifetime(plot_join, bo) > 2 * lifetime(plot_join, ann) "
            "(lifetime(plot_join, bo) = 0."
        ),
        "claim",
    ),
]


@pytest.fixture(scope="module")
def bad(new_project: Callable[[str], Project]) -> Build:
    project = new_project("chapters")
    # Faults at lines 3, 6, 9, …: each has three lines.
    rows = ["---\norphan: true\n---\n", "# Bad\n"]
    for text, _, _ in BAD:
        number = sum(row.count("\n") + 1 for row in rows)
        rows.append("\n" * (10 - number % 10) + text)
    project.write("bad.md", "\n".join(rows) + "\n")
    return project.build("-W", "--keep-going")


def test_faults_in_chapters_are_told_with_their_place(bad: Build) -> None:
    source = (bad.folder.parents[1] / "bad.md").read_text(encoding="utf-8").splitlines()
    told = re.findall(r"/bad\.md:(\d+): WARNING: (.*) \[concurdocs\.(\w+)\]", bad.warnings)
    wanted = [
        (source.index(text.splitlines()[0]) + 1, message, kind) for text, message, kind in BAD
    ]
    starts = [
        (int(line), said[: len(message)], kind)
        for (line, said, kind), (_, message, _) in zip(told, wanted, strict=False)
    ]

    assert 0 != bad.status
    assert wanted == starts
    assert len(BAD) == bad.warnings.count("WARNING")


def test_false_claim_is_marked_on_the_page(bad: Build) -> None:
    page = bad.page("bad")

    assert ["✗"] == [button.text for button in page.select(".run-claim button")]
    assert 8 == len(page.select(".run-missing"))


def test_page_of_a_script_that_is_gone_does_no_harm(new_project: Callable[[str], Project]) -> None:
    project = new_project("chapters")
    gone = project.write("examples/plot_gone.py", '"""\nGone\n====\n"""\nprint("gone")\n')
    lines = project.build().lines("gallery/plot_gone")
    gone.unlink()

    after = project.build("-E")

    assert ["gone"] == lines
    assert 0 == after.status, after.output


def test_scripts_of_one_name_are_told_apart(new_project: Callable[[str], Project]) -> None:
    project = new_project("chapters")
    words = {"one": "", "two": "Longer.\n" * 3}
    for section, text in words.items():
        project.write(f"examples/{section}/GALLERY_HEADER.rst", f"{section}\n{'=' * 10}\n")
        for name, word in {"nap": section, "same": "both"}.items():
            project.write(
                f"examples/{section}/plot_{name}.py",
                f'"""\nTitle\n=====\n{text}"""\nimport subprocess\n'
                f'subprocess.run(["echo", "{word}"])\n',
            )
    project.write(
        "same.rst",
        ":orphan:\n\nSame\n====\n\n.. run:: gallery/two/plot_nap\n   :show: output\n\n"
        ".. run:: gallery/one/plot_same\n   :show: code\n\n"
        ".. run:: gallery/two/plot_same\n   :show: code\n\n"
        ":measured:`lines('gallery/one/plot_nap')`\n\n.. run:: plot_nap\n",
    )

    site = project.build()
    told = [line for line in site.warnings.splitlines() if "[concurdocs." in line]
    page = site.page("same")

    assert ["two"] == site.lines("same")
    code = 'import subprocess\nsubprocess.run(["echo", "both"])\n'
    assert [code, code] == [text_of(pre) for pre in page.select(".run-listing pre")]
    assert "1" == text_of(page.select_one(".run-measured"))
    (message,) = told
    assert "WARNING: several examples are called 'plot_nap'; write" in message
    assert "'gallery/one/plot_nap' or 'gallery/two/plot_nap'" in message
    for section in words:
        page = site.page(f"gallery/{section}/plot_nap")
        assert [section] == [line.text for line in page.select("pre.run-output > .run-line")]
        link = page.select_one(".run-downloads a")
        assert link is not None
        record = (site.folder / f"gallery/{section}" / str(link["href"])).resolve()
        assert f'"{section}"' in record.read_text(encoding="utf-8")


def test_changed_run_has_its_chapters_checked_again(new_project: Callable[[str], Project]) -> None:
    project = new_project("chapters")
    before = project.build("-W", "--keep-going")
    # From "start all, join all" to "start and join, one by one".
    project.edit("examples/plot_join.py", "    processes.append(process)\n", "    process.join()\n")

    after = project.build("-W", "--keep-going")
    told = re.findall(
        r"/(markdown\.md|structured\.rst):(\d+): WARNING: the claim does not hold: (.*) \((.*)\)",
        after.warnings,
    )

    assert ("", 0) == (before.warnings, before.status)
    assert 1 == after.status
    assert [("markdown.md", "8", CLAIM), ("structured.rst", "8", CLAIM)] == [
        row[:3] for row in told
    ]
    for *_, values in told:
        found = re.fullmatch(
            r"total\(plot_join\) = (\d\.\d\d)\u00a0s, "
            r"lifetime\(plot_join, ann\) = (\d\.\d\d)\u00a0s",
            values,
        )
        assert found is not None
        assert float(found[1]) >= 0.9
    assert "✗" == text_of(after.page("markdown").select_one(".run-claim button"))
