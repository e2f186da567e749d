"""The search index: what pages can be found by."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from concurdocs.sphinxext.languages._search import SearchChineseWords, SearchWords, script
from concurdocs.sphinxext.languages._tokens import tokens
from helpers.places import DATA

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Build, Project

VECTORS = tomllib.loads((DATA / "search_words.toml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), VECTORS["words"].items())
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert expected == tokens(text)


@pytest.mark.parametrize(("word", "expected"), VECTORS["stems"].items())
def test_stem_of_a_word(word: str, expected: str) -> None:
    assert expected == SearchWords({}).stem(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("进程", True),
        ("锁", True),
        ("join", True),
        ("the", False),
        ("98", False),
        ("0x7f3a", False),
        ("12ms", False),
    ],
)
def test_what_is_worth_a_place_in_the_index(word: str, *, expected: bool) -> None:
    assert expected == SearchChineseWords({}).word_filter(word)


@pytest.fixture(scope="module")
def builds(new_project: Callable[[str], Project]) -> dict[str, Build]:
    project = new_project("search")
    found = {
        folder: project.build(
            "-D", f"language={language}", source=folder, out=folder, doctrees=f"doctrees-{folder}"
        )
        for folder, language in (("en", "en"), ("zh", "zh_CN"))
    }
    assert {"en": (0, ""), "zh": (0, "")} == {
        folder: (build.status, build.warnings) for folder, build in found.items()
    }
    return found


def read_index(build: Build) -> dict[str, Any]:
    text = (build.folder / "searchindex.js").read_text("utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def pages_with(index: dict[str, Any], word: str) -> set[str]:
    """Return the pages that have a word, in headings or elsewhere."""
    found: set[str] = set()
    for part in ("terms", "titleterms"):
        numbers = index[part].get(word, [])
        numbers = [numbers] if isinstance(numbers, int) else numbers
        found |= {index["docnames"][number] for number in numbers}
    return found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("锁", {"zombies"}),
        # On the first page, the word is cut by emphasis and the end of a line.
        ("僵尸", {"index", "zombies", "pools"}),
        # The first page lists the headings of the others.
        ("尸进", {"index", "zombies"}),
        ("processpoolexecutor", {"pools"}),
        ("executor", {"pools"}),
        ("as_complet", {"pools"}),
        ("complet", {"pools"}),
        ("process", {"pools", "words"}),
        ("0x7f3a", set()),
        ("12ms", set()),
    ],
)
def test_words_of_chinese_pages_are_indexed(
    builds: dict[str, Build], word: str, expected: set[str]
) -> None:
    assert expected == pages_with(read_index(builds["zh"]), word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # The first page lists the headings of the others.
        ("process", {"index", "starting", "pools"}),
        ("multiprocess", {"starting"}),
        ("executor", {"pools"}),
        ("is", set()),
    ],
)
def test_words_of_english_pages_are_indexed(
    builds: dict[str, Build], word: str, expected: set[str]
) -> None:
    assert expected == pages_with(read_index(builds["en"]), word)


def test_headings_are_indexed_as_such(builds: dict[str, Build]) -> None:
    index = read_index(builds["zh"])

    assert index["docnames"].index("zombies") == index["titleterms"]["僵尸"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_browser_gets_the_same_rules(builds: dict[str, Build], language: str) -> None:
    data = (builds[language].folder / "_static" / "language_data.js").read_text("utf-8")

    assert 1 == data.count("window.Stemmer = EnglishStemmer;")
    assert 0 == data.count("ChineseStemmer")
    assert 1 == data.count(script().strip())
