"""How the gate knows which side of a pair is behind, and what it asks for."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import pytest

from helpers.parity_tree import Tree, make_repository, make_tree, told
from parity.command import main
from parity.gate import LedgerError, PathError
from parity.history import blob_id

if TYPE_CHECKING:
    from pathlib import Path

EN, ZH = "docs/en/index.md", "docs/zh/index.md"
SCRIPT, TEXTS = "examples/plot_wait.py", "examples/plot_wait.zh.rst"
LEDGER = "docs/translations.json"
ACCEPT = "tox -e parity -- --accept"
NOT_AT_HAND = (
    "(What it said then isn't at hand: that version was never committed, is not in this clone, "
    "or git is missing.)"
)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return make_repository(tmp_path)


def behind(place: str, other: str, key: str, details: str) -> str:
    """Write the finding that one side has changed since the other followed it."""
    return (
        f"{place}: changed since the other language last followed it\n"
        f"    {other}:1: is behind: translate the change; when both say the same, run: "
        f"{ACCEPT} {key}\n{textwrap.indent(details, ' ' * 6)}"
    )


def change(name: str, *lines: str) -> str:
    """Write the beginning of a difference, and its lines."""
    return "\n".join([f"--- {name} (when both agreed)", f"+++ {name} (now)", *lines])


def test_version_ids_are_those_of_git(tree: Tree) -> None:
    ids = json.loads(tree.read(LEDGER))["pairs"]["docs/en/chapters/waiting.md"]

    assert {
        language: tree.git("hash-object", f"docs/{language}/chapters/waiting.md").strip()
        for language in ("en", "zh")
    } == ids


def test_edited_english_page_asks_for_chinese(tree: Tree) -> None:
    tree.edit(EN, "# Start\n", "# Start\n\nRead on.\n")
    details = change(EN, "@@ -1 +1,3 @@", " # Start", "+", "+Read on.")

    assert [behind(f"{EN}:2", ZH, EN, details)] == tree.findings()


def test_edited_chinese_page_asks_for_english(tree: Tree) -> None:
    tree.edit(ZH, "开始", "从这里开始")
    details = change(ZH, "@@ -1 +1 @@", "-# 开始", "+# 从这里开始")

    assert [behind(f"{ZH}:1", EN, EN, details)] == tree.findings()


def test_edits_of_both_are_shown(tree: Tree) -> None:
    tree.edit(EN, "Start", "Begin")
    tree.edit(ZH, "开始", "起步")
    details = "\n".join(
        [
            change(EN, "@@ -1 +1 @@", "-# Start", "+# Begin"),
            change(ZH, "@@ -1 +1 @@", "-# 开始", "+# 起步"),
        ]
    )

    assert [
        f"{EN}:1: both languages have changed since they last agreed\n"
        f"    {ZH}:1: see what each lacks; when both say the same, run: {ACCEPT} {EN}\n"
        + textwrap.indent(details, " " * 6)
    ] == tree.findings()


def test_edit_is_shown_after_it_was_committed(tree: Tree) -> None:
    tree.edit(EN, "Start", "Begin")
    tree.commit()
    details = change(EN, "@@ -1 +1 @@", "-# Start", "+# Begin")

    assert [behind(f"{EN}:1", ZH, EN, details)] == tree.findings()


def test_edited_text_of_a_script_asks_for_its_translation(tree: Tree) -> None:
    tree.edit(SCRIPT, "is given a name", "has a name")
    tree.commit()
    details = change(
        SCRIPT,
        "@@ -6,5 +6,5 @@", " .. %% setup", "",
        "-The process is given a name.", "+The process has a name.", "", " .. %% wait",
    )  # fmt: skip

    assert [behind(f"{SCRIPT}:1", TEXTS, SCRIPT, details)] == tree.findings()


def test_edited_translation_of_a_script_asks_for_its_text(tree: Tree) -> None:
    tree.edit(TEXTS, "给进程起个名字。", "进程有名字。")
    found = tree.findings()

    assert 1 == len(found)
    assert found[0].startswith(f"{TEXTS}:8: changed since the other language last followed it\n")
    assert "\n      -给进程起个名字。\n      +进程有名字。" in found[0]


def test_edited_code_of_a_script_asks_for_nothing(tree: Tree) -> None:
    tree.edit(SCRIPT, '"ann"', '"bo"')

    assert [] == tree.findings()


def test_line_ends_do_not_matter(tree: Tree) -> None:
    path = tree.root / EN
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert [] == tree.findings()


def test_change_that_is_not_at_hand_is_told(tmp_path: Path) -> None:
    tree = make_tree(tmp_path)
    tree.edit(EN, "Start", "Begin")
    tree.edit(SCRIPT, "is given a name", "has a name")

    assert [
        behind(f"{name}:1", other, name, f"{name}\n{NOT_AT_HAND}")
        for name, other in ((EN, ZH), (SCRIPT, TEXTS))
    ] == tree.findings()


def test_new_pair_asks_to_be_recorded(tree: Tree) -> None:
    tree.write("docs/en/new.md", "# New\n")
    tree.write("docs/zh/new.md", "# 新\n")
    before = tree.findings()
    accepted = tree.accept("docs/zh/new.md")

    finding = told(
        "docs/en/new.md:1",
        "it is not recorded yet that the two languages agree",
        "docs/zh/new.md:1",
        f"when both say the same, run: {ACCEPT} docs/en/new.md",
    )
    assert [finding] == before
    assert (["docs/en/new.md"], []) == accepted
    assert [] == tree.findings()


def test_pair_that_is_gone_asks_to_be_forgotten(tree: Tree) -> None:
    (tree.root / EN).unlink()
    (tree.root / ZH).unlink()
    before = tree.findings()
    unconcerned = tree.accept(TEXTS)
    accepted = tree.accept(EN)

    finding = (
        f"{LEDGER}:1: {EN} is recorded, and neither it nor its translation is there any more\n"
        f"    {EN}:1: if it was meant to go, run: {ACCEPT} {EN}"
    )
    assert [finding] == before
    assert ([], []) == unconcerned
    assert ([EN], []) == accepted
    assert [] == tree.findings()


@pytest.mark.parametrize("name", [EN, ZH, "docs/zh"])
def test_accepted_pair_is_in_step_again(tree: Tree, name: str) -> None:
    tree.edit(EN, "Start", "Begin")
    before = len(tree.findings())

    assert (1, ([EN], [])) == (before, tree.accept(name))
    assert [] == tree.findings()


def test_pair_that_differs_is_not_accepted(tree: Tree) -> None:
    tree.edit(EN, "# Start\n", "# Start\n\n## More\n")
    tree.edit("docs/en/chapters/waiting.md", "A process ends.", "It ends.")
    ledger = tree.read(LEDGER)
    refused = tree.accept(EN)
    same = tree.read(LEDGER)
    rest, _ = tree.accept()

    finding = (
        f"{EN}:3: heading of level 2 is missing in the other language\n"
        f"    {ZH}:1: write it around here, or remove it there"
    )
    assert [finding] == refused[1]
    assert ([], ledger) == (refused[0], same)
    assert ["docs/en/chapters/waiting.md"] == rest


def test_path_of_no_pair_is_refused(tree: Tree) -> None:
    with pytest.raises(PathError, match=r"conf\.py belongs to no pair of texts"):
        tree.accept("docs/conf.py")


def test_ledger_has_a_line_for_each_pair_and_is_stable(tree: Tree) -> None:
    before = tree.read(LEDGER).splitlines()
    tree.write("docs/en/zebra.md", "# Zebra\n")
    tree.write("docs/zh/zebra.md", "# 斑马\n")
    tree.write("docs/en/ant.md", "# Ant\n")
    tree.write("docs/zh/ant.md", "# 蚂蚁\n")
    tree.accept()
    after = tree.read(LEDGER).splitlines()
    new = [line for line in after if line not in before]

    assert [line for line in after if line not in new] == before
    assert ['"docs/en/ant.md"', '"docs/en/zebra.md"'] == [line.split(":")[0] for line in new]
    assert sorted(after[2:-2]) == after[2:-2]


def test_record_does_not_depend_on_who_accepts_what_first(tree: Tree) -> None:
    whole = tree.read(LEDGER)
    (tree.root / LEDGER).unlink()
    for name in (TEXTS, ZH, "examples", "docs/zh"):
        tree.accept(name)

    assert whole == tree.read(LEDGER)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("<<<<<<< HEAD\n", "translations.json:1: the ledger can't be read"),
        ("{}\n", "translations.json: the ledger can't be read"),
        ('{"pairs": {"docs/en/a.md": {"en": "--help", "zh": ""}}}\n', "no version ids for"),
    ],
)
def test_broken_ledger_is_told(
    tree: Tree, broken: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.write(LEDGER, broken)

    with pytest.raises(LedgerError):
        tree.findings()
    assert 2 == main([str(tree.root / "docs")])
    assert said in capsys.readouterr().err


def test_empty_text_has_gits_id() -> None:
    assert "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" == blob_id("")


def test_command_accepts(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.edit(EN, "Start", "Begin")
    docs = str(tree.root / "docs")
    once = main([docs, "--accept-all"]), capsys.readouterr().out
    again = main([docs, "--accept-all"]), capsys.readouterr().out

    assert (0, f"accepted: {EN}\n") == once
    assert (0, "parity: nothing has changed.\n") == again
