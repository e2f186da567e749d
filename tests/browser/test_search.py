"""The search in Chromium: of a small project, and of the built site."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from helpers.browsing import serve
from helpers.places import DATA, SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from helpers.sphinx_projects import Build, Project

pytestmark = pytest.mark.browser

VECTORS = tomllib.loads((DATA / "search_words.toml").read_text("utf-8"))
FIRST = 3

# What must lead where; any of the pages counts.
ACCEPTED = [
    ("zh", "进程", {"chapters/what-a-process-is", "chapters/starting"}),
    ("zh", "僵尸进程", {"chapters/ending"}),
    ("zh", "守护进程", {"chapters/life"}),
    ("zh", "全局解释器锁", {"glossary", "chapters/concurrency"}),
    ("zh", "锁", {"glossary", "chapters/ending", "gallery/life/plot_broken_lock_holder"}),
    ("zh", "如何创建进程", {"chapters/starting"}),
    ("zh", "join", {"chapters/join"}),
    ("en", "join", {"chapters/join"}),
    ("zh", "apply_async", {"chapters/calls", "chapters/pools"}),
    ("en", "apply_async", {"chapters/calls", "chapters/pools"}),
    ("zh", "deadlock", {"glossary", "chapters/ending"}),
    ("en", "deadlock", {"glossary", "chapters/ending"}),
    ("zh", "BrokenProcessPool", {"chapters/pool-workers", "chapters/pools"}),
    ("en", "BrokenProcessPool", {"chapters/pool-workers", "chapters/pools"}),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page on which nothing may go wrong."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert [] == errors


@pytest.fixture(scope="module")
def small_site(new_project: Callable[[str], Project]) -> Iterator[str]:
    project = new_project("search")
    for folder, language in (("en", "en"), ("zh", "zh_CN")):
        build: Build = project.build(
            "-D", f"language={language}", source=folder, out=folder, doctrees=f"doctrees-{folder}"
        )
        assert (0, "") == (build.status, build.warnings)
    with serve(project.source / "_build") as address:
        yield address


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve(SITE) as address:
        yield address


def search(page: Page, address: str, query: str) -> list[str]:
    """Search as a reader does, and return the addresses of the results, best first."""
    page.goto(f"{address}/index.html")
    box = page.locator('input[name="q"]').first
    box.fill(query)
    box.press("Enter")
    page.wait_for_url("**/search.html*")
    # It fetches each page that it found, which takes long on a busy machine. Its dots may go on
    # when it is done, if a pulse of theirs was due.
    page.wait_for_function("Search.status?.innerText.trim()", timeout=120_000)
    links = page.locator("ul.search > li > a")
    found = [link.get_attribute("href") or "" for link in links.all()]
    return [href.partition("?")[0].replace(".html", "") for href in found]


def test_words_are_cut_as_in_the_index(page: Page, small_site: str) -> None:
    page.goto(f"{small_site}/zh/search.html")

    cut = page.evaluate("texts => texts.map(concurdocsWords.words)", list(VECTORS["words"]))

    assert list(VECTORS["words"].values()) == cut


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_are_stemmed_as_in_the_index(page: Page, small_site: str, language: str) -> None:
    page.goto(f"{small_site}/{language}/search.html")

    stems = page.evaluate(
        "words => words.map(word => new Stemmer().stemWord(word))", list(VECTORS["stems"])
    )

    assert list(VECTORS["stems"].values()) == stems


@pytest.mark.parametrize(
    ("language", "query", "expected"),
    [
        ("zh", "僵尸进程", ["zombies#id2", "zombies", "pools", "index"]),
        ("zh", "什么是僵尸进程？", ["zombies", "pools", "index"]),
        ("zh", "锁", ["zombies"]),
        ("zh", "怎样创建进程池", ["pools", "words"]),
        ("zh", "pool executor", ["pools"]),
        ("zh", "as_completed", ["pools"]),
        ("zh", "蜥蜴xyzzy", []),
        ("en", "what is a process", ["starting", "index", "pools"]),
        ("en", "completed", ["pools"]),
        ("en", "executor pool", ["pools"]),
        ("en", "executors", ["pools"]),
        ("en", "executo", ["pools"]),
        ("en", "exceutor", ["pools"]),
        ("en", "exector", ["pools"]),
        ("en", "executorpool", ["pools"]),
        ("en", "cat", []),
        ("en", "multiprocessing.Process.start", ["starting"]),
        ("en", "xyzzy", []),
    ],
)
def test_pages_that_a_query_finds(
    page: Page, small_site: str, language: str, query: str, expected: list[str]
) -> None:
    assert expected == search(page, f"{small_site}/{language}", query)


def test_words_of_the_query_are_marked_in_the_text_around_them(page: Page, small_site: str) -> None:
    search(page, f"{small_site}/zh", "创建进程池")
    result = page.locator("ul.search > li").first
    result.locator("p.context").wait_for()

    context = result.locator("p.context").inner_text()
    assert 1 == context.count("如何创建一个进程池？")
    # What is searched is marked, and no more: characters of a word are no results.
    assert {"创建", "进程"} == set(result.locator("p.context .highlighted").all_inner_texts())


@pytest.mark.parametrize(("language", "query", "expected"), ACCEPTED)
def test_queries_lead_to_the_right_page(
    page: Page, site: str, language: str, query: str, expected: set[str]
) -> None:
    there = {name for name in expected if (SITE / language / f"{name}.html").is_file()}
    assert there, f"none of the pages is built: {', '.join(sorted(expected))}"

    found = search(page, f"{site}/{language}", query)

    assert any(href.partition("#")[0] in there for href in found[:FIRST]), found[:FIRST]


def test_a_chinese_search_speaks_chinese(page: Page, site: str) -> None:
    found = search(page, f"{site}/zh", "僵尸进程")

    assert "搜索结果" == page.locator("#search-results h2").inner_text()
    summary = page.locator(".search-summary").inner_text()
    assert f"搜索完成，匹配搜索条件的有 {len(found)} 个页面。" == summary
