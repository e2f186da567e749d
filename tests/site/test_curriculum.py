"""The map of the curriculum: every claim and every listing has its section, run and check."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from helpers.places import ROOT

DOCS = ROOT / "docs"
LANGUAGES = ("en", "zh")
ROWS = range(1, 55)
LISTINGS = {
    "process-from-function",
    "process-from-subclass",
    "pid-and-ppid",
    "memory-isolation",
    "echo-server",
    "echo-clients",
    "terminate",
    "join-long-form",
    "join-short-form",
    "parallel-timing",
    "serial-timing",
    "executor-synchronously",
    "executor-asynchronously",
    "executor-asynchronously-timed",
    "tasks-without-results",
}
VERDICTS = {"T", "C", "F", "O"}


def entries(kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return file, name and content of every entry of a kind in the map."""
    found = []
    for path in sorted(DOCS.glob("curriculum/*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [(path.name, name, entry) for name, entry in table.get(kind, {}).items()]
    return found


ENTRIES = [*entries("row"), *entries("listing")]
EXAMPLES = {path.stem for path in ROOT.glob("examples/*/plot_*.py")}
CHAPTERS = sorted({path.stem for path in DOCS.glob("*/chapters/*.md")})


def chapter(language: str, name: str) -> str:
    return (DOCS / language / "chapters" / f"{name}.md").read_text(encoding="utf-8")


def test_every_row_and_every_listing_is_covered() -> None:
    assert sorted(ROWS) == sorted({int(name) for _, name, _ in entries("row")})
    assert LISTINGS == {name for _, name, _ in entries("listing")}


@pytest.mark.parametrize("entry", ENTRIES, ids=[f"{file}:{name}" for file, name, _ in ENTRIES])
def test_what_covers_it_is_there(entry: tuple[str, str, dict[str, Any]]) -> None:
    _, _, content = entry
    assert [] == sorted(set(content["examples"]) - EXAMPLES)
    for language in LANGUAGES:
        text = chapter(language, content["chapter"])
        assert f"({content['label']})=" in text
        assert [] == [
            claim for claim in content.get("claims", ()) if f"{{claim}}`{claim}`" not in text
        ]


@pytest.mark.parametrize("entry", entries("row"), ids=[name for _, name, _ in entries("row")])
def test_a_row_is_checked_or_says_why_not(entry: tuple[str, str, dict[str, Any]]) -> None:
    _, _, row = entry
    assert bool(row["claims"]) != bool(row.get("why"))
    assert row["verdict"][0] in VERDICTS
    belief = {key for key in row if key.startswith(("belief_", "truth_"))}
    complete = {"belief_en", "belief_zh", "truth_en", "truth_zh"}
    assert belief in (set(), complete)
    if belief:
        assert row["run"] in EXAMPLES


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_output_is_typed_into_a_chapter(language: str, name: str) -> None:
    text = chapter(language, name)
    fences = re.findall(r"^(?:`{3,}|:{3,}) *(\S*)", text, re.MULTILINE)
    directives = {"{run}", "{answer}", "{note}", "{tip}", "{warning}", "{seealso}", "{list-table}"}
    assert [] == [fence for fence in fences if fence not in {*directives, ""}]
    # What closes a fence has no name; so there must be as many as open one.
    assert fences.count("") == len(fences) - fences.count("")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_shown_on_a_page(language: str) -> None:
    folder = DOCS / language
    pages = [*folder.glob("*.md"), *folder.glob("chapters/*.md")]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    shown = {run for text in texts for run in re.findall(r"\{run\} (\w+)", text)}
    assert [] == sorted(EXAMPLES - shown)
