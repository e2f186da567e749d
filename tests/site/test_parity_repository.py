"""The gate on this repository, and on copies of it that a test disturbs."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from helpers.parity_tree import Tree
from helpers.places import ROOT
from parity.gate import accept, check

if TYPE_CHECKING:
    from pathlib import Path

THIS_AND_OTHER = [("en", "zh"), ("zh", "en")]
LABEL = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
BLOCK = re.compile(r"^(`{3,})[^\n]*\n.*?^\1`*\n", re.MULTILINE | re.DOTALL)


def pages() -> list[str]:
    """Return the pages of this repository that both languages have."""
    english, chinese = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
        for folder in (ROOT / "docs/en", ROOT / "docs/zh")
    )
    return sorted(page for page in english & chinese if not page.startswith("gallery/"))


def copy_pages(names: list[str], root: Path) -> Tree:
    """Copy pages of both languages, with nothing in the ledger to complain of."""
    for name in names:
        for language in ("en", "zh"):
            path = root / "docs" / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "docs" / language / name, path)
    shutil.copy(ROOT / "docs/conf.py", root / "docs")
    accept(root / "docs")
    return Tree(root)


def test_languages_of_this_repository_are_in_step() -> None:
    assert "" == "\n".join(map(str, check(ROOT / "docs")))


@pytest.mark.parametrize(("language", "other"), THIS_AND_OTHER)
def test_each_deleted_page_is_found(tmp_path: Path, language: str, other: str) -> None:
    names = pages()
    tree = copy_pages(names, tmp_path)
    before = tree.findings()
    for name in names:
        (tmp_path / "docs" / language / name).unlink()
    found = [finding for finding in tree.findings() if finding not in before]

    assert [
        f"docs/{other}/{name}:1: this page is missing in the other language" for name in names
    ] == sorted(finding.partition("\n")[0] for finding in found)


@pytest.mark.parametrize(("language", "other"), THIS_AND_OTHER)
@pytest.mark.parametrize(
    ("pattern", "called"), [(LABEL, "label '"), (BLOCK, "")], ids=["label", "block"]
)
def test_each_deleted_part_is_found(
    tmp_path: Path, language: str, other: str, pattern: re.Pattern[str], called: str
) -> None:
    missed, parts = [], 0
    for number, page in enumerate(pages()):
        tree = copy_pages([page], tmp_path / str(number))
        name = f"docs/{language}/{page}"
        text = tree.read(name)
        before = tree.findings()
        wanted = re.compile(
            rf"docs/{other}/{re.escape(page)}:\d+: {called}.* is missing in the other language$"
        )
        for part in pattern.finditer(text):
            parts += 1
            # The lines keep their numbers.
            gone = "\n" * part[0].count("\n")
            tree.write(name, text[: part.start()] + gone + text[part.end() :])
            found = [finding.partition("\n")[0] for finding in set(tree.findings()) - set(before)]
            if not any(map(wanted.match, found)):
                missed.append((name, part[0], found))

    assert [] == missed
    assert parts > 0


@pytest.mark.parametrize(("language", "other"), THIS_AND_OTHER)
def test_each_edit_without_translation_is_found(tmp_path: Path, language: str, other: str) -> None:
    names = pages()
    tree = copy_pages(names, tmp_path)
    before = tree.findings()
    recorded = [name for name in names if not any(name in finding for finding in before)]
    for name in recorded:
        path = f"docs/{language}/{name}"
        tree.write(path, f"{tree.read(path)}\nOne more sentence.\n")

    found = [finding.split("\n") for finding in tree.findings() if finding not in before]

    assert recorded
    assert [
        (f"docs/{language}/{name}", f"docs/{other}/{name}:1: is behind: translate the change")
        for name in recorded
    ] == [(first.split(":")[0], second.strip().split(";")[0]) for first, second, *_ in found]
