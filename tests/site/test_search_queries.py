"""The queries of the search benchmark: two sets with nothing in common, about pages that exist."""

from __future__ import annotations

import re
import tomllib
import unicodedata

import pytest

from helpers.places import ROOT

FILES = ("search_queries", "search_heldout")
LANGUAGES = ("en", "zh")
FEWEST = 40


def read_queries(file: str, language: str) -> dict[str, list[str]]:
    text = (ROOT / "benchmarks" / f"{file}.toml").read_text("utf-8")
    queries: dict[str, list[str]] = tomllib.loads(text)[language]
    return queries


def normalize(query: str) -> str:
    """Return a query without what makes no difference: case, width, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", query).casefold())


def is_there(page: str, language: str) -> bool:
    """Whether a page is written in a language, or made from an example."""
    path = page.removeprefix("gallery/")
    if path == page:
        return (ROOT / "docs" / language / f"{page}.md").is_file()
    return (ROOT / "examples" / f"{path}.py").is_file()


def test_widths_and_punctuation_make_no_other_query() -> None:
    assert normalize("os.fork()") == normalize("OS \uff46\uff4f\uff52\uff4b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_query_is_in_both_sets(language: str) -> None:
    tuned, held_out = (set(map(normalize, read_queries(file, language))) for file in FILES)

    assert set() == tuned & held_out


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_set_has_enough_queries(file: str, language: str) -> None:
    assert len(read_queries(file, language)) >= FEWEST


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expected_page_exists(file: str, language: str) -> None:
    queries = read_queries(file, language)

    assert [] == [query for query, pages in queries.items() if not pages]
    assert set() == {
        page for pages in queries.values() for page in pages if not is_there(page, language)
    }
