"""Faults in chapters are told where they stand, and what was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Build, Project


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
