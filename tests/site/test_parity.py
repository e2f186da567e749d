"""What two languages must have in common, and how the gate says what is missing."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from helpers.parity_tree import Tree, make_tree, told
from parity.command import main

if TYPE_CHECKING:
    from pathlib import Path

EN, ZH = "docs/en/chapters/waiting.md", "docs/zh/chapters/waiting.md"
CODE = "code block in python that begins 'process.join()'"
SCRIPT, TEXTS = "examples/plot_wait.py", "examples/plot_wait.zh.rst"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return make_tree(tmp_path)


def test_site_in_step_has_no_findings(tree: Tree) -> None:
    assert [] == tree.findings()


@pytest.mark.parametrize(
    ("kept", "deleted", "called"),
    [
        (EN, ZH, "this page is"),
        (ZH, EN, "this page is"),
        (SCRIPT, TEXTS, "the texts of this script are"),
        (TEXTS, SCRIPT, "the texts of this script are"),
        ("examples/GALLERY_HEADER.rst", "examples/GALLERY_HEADER.zh.rst", "this header is"),
        ("examples/GALLERY_HEADER.zh.rst", "examples/GALLERY_HEADER.rst", "this header is"),
    ],
)
def test_file_without_counterpart_is_found(
    tree: Tree, kept: str, deleted: str, called: str
) -> None:
    (tree.root / deleted).unlink()

    assert [
        told(
            f"{kept}:1",
            f"{called} missing in the other language",
            f"{deleted}:1",
            f"write this file, or delete {kept}",
        )
    ] == tree.findings()


@pytest.mark.parametrize(
    ("part", "line", "called", "place"),
    [
        ("(waiting)=\n", 1, "label '(waiting)='", 3),
        ("# Waiting\n", 3, "heading of level 1", 8),
        ("```{run} plot_wait\n:show: code\n```\n", 8,
         "directive '{run} plot_wait :show: code'", 12),
        ("(waiting-answer)=\n", 12, "label '(waiting-answer)='", 14),
        ("```python\nprocess.join()\n```\n", 19,
         CODE, 24),
        ("```{figure} states.svg\n:alt: Three states\nThe states.\n```\n", 24,
         "directive '{figure} states.svg :alt: …'", 29),
        ("Pools <pools>\n", 32, "entry 'pools'", 35),
        ("[^end]: See", 35, "footnote '[^end]:'", 35),
    ],
)  # fmt: skip
def test_block_missing_in_one_language_is_found(
    tree: Tree, part: str, line: int, called: str, place: int
) -> None:
    tree.edit(EN, part, "\n" * part.count("\n"))

    assert [
        told(
            f"{ZH}:{line}",
            f"{called} is missing in the other language",
            f"{EN}:{place}",
            "write it around here, or remove it there",
        )
    ] == tree.structure()


@pytest.mark.parametrize(
    ("part", "line", "called", "section"),
    [
        ("。[^end]\n", 5, "reference to footnote '[^end]'", 3),
        ("{claim}`total(plot_wait) < 2`", 6, "role {claim}`total(plot_wait) < 2`", 3),
        ("{measured}`total(plot_wait)`", 6, "role {measured}`total(plot_wait)`", 3),
        ("{ref}`前面 <starting>`", 6, "role {ref}`starting`", 3),
        ("{term}`汇合`", 17, "role {term}`join`", 14),
        ("[手册](https://docs.python.org/zh-cn/3/library/os.html)", 17,
         "link to https://docs.python.org/3/library/os.html", 14),
        ("![泳道](lane.png)", 35, "image lane.png", 14),
    ],
)  # fmt: skip
def test_part_of_a_sentence_missing_in_one_language_is_found(
    tree: Tree, part: str, line: int, called: str, section: int
) -> None:
    tree.edit(ZH, part, "\n" * part.count("\n"))

    assert [
        told(
            f"{EN}:{line}",
            f"{called} is missing in the other language",
            f"{ZH}:{section}",
            "write it in this section, or remove it there",
        )
    ] == tree.structure()


@pytest.mark.parametrize(
    ("old", "new", "line", "was", "now"),
    [
        ("(waiting)=", "(waits)=", 1, "label '(waiting)='", "label '(waits)='"),
        (":show: code", ":show: code output", 8, "directive '{run} plot_wait :show: code'",
         "directive '{run} plot_wait :show: code output'"),
        ("{run} plot_wait", "{run} plot_join", 8, "directive '{run} plot_wait :show: code'",
         "directive '{run} plot_join :show: code'"),
        (":alt: 三种状态\n", "", 24, "directive '{figure} states.svg :alt: …'",
         "directive '{figure} states.svg'"),
        ("进程池 <pools>", "进程池 <pool>", 32, "entry 'pools'", "entry 'pool'"),
        ("(plot_wait) < 2", "(plot_wait) < 3", 6, "role {claim}`total(plot_wait) < 2`",
         "role {claim}`total(plot_wait) < 3`"),
        ("/os.html", "/io.html", 17, "link to https://docs.python.org/3/library/os.html",
         "link to https://docs.python.org/zh-cn/3/library/io.html"),
    ],
)  # fmt: skip
def test_part_edited_in_one_language_is_found(  # noqa: PLR0913, PLR0917 - a row of the table
    tree: Tree, old: str, new: str, line: int, was: str, now: str
) -> None:
    tree.edit(ZH, old, new)

    assert [
        told(
            f"{EN}:{line}",
            f"{was} is not the same in the other language",
            f"{ZH}:{line}",
            f"{now} stands here; make the two the same",
        )
    ] == tree.structure()


def test_edited_code_is_shown(tree: Tree) -> None:
    tree.edit(ZH, "process.join()", "process.join(1)")

    finding = told(
        f"{EN}:19",
        f"{CODE} is not the same in the other language",
        f"{ZH}:19",
        "code block in python that begins 'process.join(1)' stands here; make the two the same",
    )
    details = f"--- {EN}\n+++ {ZH}\n@@ -1 +1 @@\n-process.join()\n+process.join(1)"
    assert [f"{finding}\n{textwrap.indent(details, ' ' * 6)}"] == tree.structure()


def test_block_moved_in_one_language_is_found_once(tree: Tree) -> None:
    run = "```{run} plot_wait\n:show: code\n```\n"
    tree.edit(ZH, run, "")
    tree.edit(ZH, "[^end]:", f"{run}\n[^end]:")

    assert [
        told(
            f"{EN}:8",
            "directive '{run} plot_wait :show: code' stands at another place in the other language",
            f"{ZH}:32",
            "it stands here; move it, so that the order is the same",
        )
    ] == tree.structure()


def test_block_moved_out_of_a_directive_is_found(tree: Tree) -> None:
    code = "```python\nprocess.join()\n```\n"
    tree.edit(ZH, f"{code}:::\n", f":::\n{code}")

    assert [
        told(
            f"{EN}:19",
            f"{CODE} stands at another place in the other language",
            f"{ZH}:20",
            "it stands here; move it, so that the order is the same",
        )
    ] == tree.structure()


def test_all_differences_are_listed(tree: Tree) -> None:
    tree.edit(ZH, "(waiting)=\n", "\n")
    tree.edit(ZH, "进程池 <pools>\n", "\n")
    tree.edit(TEXTS, ".. %% wait", ".. %% waits")
    (tree.root / "docs/zh/index.md").unlink()

    assert [
        f"{EN}:1: label '(waiting)=' is",
        f"{EN}:32: entry 'pools' is",
        "docs/en/index.md:1: this page is",
        f"{SCRIPT}:13: text 'wait' is",
    ] == [found.partition(" missing")[0] for found in tree.structure() if TEXTS not in found[:30]]


def test_marked_part_may_differ(tree: Tree) -> None:
    extra = "(only-here)=\n\n## 汉字\n\n```\nprint()\n```\n\n见{ref}`waiting`。\n"
    tree.edit(ZH, "(waiting-answer)=", f"{extra}\n(waiting-answer)=")
    unmarked = len(tree.structure())
    tree.edit(ZH, extra, f"% parity: off — 只有中文需要\n\n{extra}\n% parity: on\n")

    assert (4, []) == (unmarked, tree.structure())


@pytest.mark.parametrize(
    ("before", "behind", "line", "advice"),
    [
        ("% parity: off\n\n", "\n\n% parity: on\n", 3,
         "say why: '% parity: off — the reason'"),
        ("% parity: off — why\n\n", "", 3, "write '% parity: on' behind the part"),
        ("", "\n\n% parity: on\n", 5, "no '% parity: off' stands before it"),
        ("% parity: of — why\n\n", "", 3,
         "write '% parity: off — the reason' or '% parity: on'"),
    ],
)  # fmt: skip
def test_mark_that_marks_nothing_is_found(
    tree: Tree, before: str, behind: str, line: int, advice: str
) -> None:
    tree.edit(ZH, "# 等待", f"{before}Text{behind}\n\n# 等待")

    place = f"{ZH}:{line}"
    assert [told(place, "a mark can't be understood", place, advice)] == tree.structure()


def test_terms_are_compared_by_glossary(tree: Tree) -> None:
    english = "# Terms\n\n```{glossary}\njoin\nto join\n    Wait.\n\nprocess\n    Runs.\n```\n"
    chinese = "# 术语\n\n```{glossary}\n汇合\n    等待。\n\n进程\n    运行。\n```\n"
    tree.write("docs/en/glossary.md", english)
    tree.write("docs/zh/glossary.md", chinese)
    before = tree.structure()
    tree.edit(EN, "{term}`join`", "{term}`join them <to join>`")
    same = tree.structure()
    tree.edit(EN, "{term}`join them <to join>`", "{term}`process`")

    assert ([], []) == (before, same)
    assert [
        told(
            f"{EN}:17",
            "role {term}`process` is not the same in the other language",
            f"{ZH}:17",
            "role {term}`汇合` stands here; make the two the same",
        )
    ] == tree.structure()


def test_part_that_stands_more_often_in_one_language_is_found(tree: Tree) -> None:
    tree.edit(ZH, "。{claim}", "，见{ref}`starting`。{claim}")

    assert [
        told(
            f"{ZH}:6",
            "role {ref}`starting` is missing in the other language",
            f"{EN}:3",
            "write it in this section, or remove it there",
        )
    ] == tree.structure()


def test_words_and_the_order_in_a_section_are_free(tree: Tree) -> None:
    tree.edit(EN, "A process ends.[^end]\n", "")
    tree.edit(EN, "```{run}", "It ends.[^end]\n\n```{run}")
    tree.edit(ZH, "三种状态", "状态")

    assert [] == tree.structure()


def test_command_reports_by_its_exit_status(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    docs = str(tree.root / "docs")
    in_step = main([docs]), capsys.readouterr().out
    tree.edit(ZH, "(waiting)=\n", "\n")
    differing = main([docs]), capsys.readouterr().out
    refused = main([docs, "--accept", str(tree.root / ZH)]), capsys.readouterr().out
    unknown = main([str(tree.root / "none")]), capsys.readouterr().err

    assert (0, "parity: the languages are in step.\n") == in_step
    assert 1 == differing[0]
    assert "\nparity: 2 findings. To mark a part" in differing[1]
    assert 1 == refused[0]
    assert "\nparity: not accepted because of 1 finding. To" in refused[1]
    assert 2 == unknown[0]
    assert unknown[1].endswith("/none has no folder 'en' with the pages of that language\n")
