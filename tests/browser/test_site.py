"""The site of this project, as ``python docs/build.py`` built it, in Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from helpers.places import ROOT, SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LANGUAGES = {"en": "en", "zh": "zh-CN"}
"""Folder of each language, and what a browser calls it."""
CHAPTER = "chapters/join.html"
EXAMPLE = "gallery/join/plot_join_parallel.html"
MEASURED_PAGES = ("index.html", CHAPTER, EXAMPLE)
PHONE = 390
"""Width of a phone's screen, in pixels."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab, which must come to its end without an error on the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )
    yield tab
    context.close()
    assert [] == errors


def pages_of(language: str) -> list[str]:
    """Return the pages of a language, by their addresses in its folder."""
    folder = SITE / language
    return sorted(
        page.relative_to(folder).as_posix()
        for page in folder.rglob("*.html")
        if not {"_static", "_sources"} & set(page.relative_to(folder).parts)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_sidebar_has_the_gallery_with_its_sections_and_their_scripts(language: str) -> None:
    index = BeautifulSoup((SITE / language / "index.html").read_bytes(), "html.parser")
    *_, scripts = index.select(".sidebar-tree > ul")
    trees = [
        {
            section["href"]: [link["href"] for link in section.parent.select("li.toctree-l3 > a")]
            for section in gallery.select("li.toctree-l2 > a")
            if section.parent is not None
        }
        for gallery in scripts.select("li.toctree-l1")
    ]
    names = {path.parent.name for path in ROOT.glob("examples/*/plot_*.py")}

    assert [
        {
            f"gallery/{name}/index.html": [
                f"gallery/{name}/{path.stem}.html"
                for path in sorted((ROOT / "examples" / name).glob("plot_*.py"))
            ]
            for name in names
        }
    ] == trees


def test_languages_have_the_same_pages() -> None:
    english, chinese = map(pages_of, LANGUAGES)

    assert set(MEASURED_PAGES) <= set(english)
    assert english == chinese


@pytest.mark.parametrize(("here", "there"), [("en", "zh"), ("zh", "en")])
def test_every_page_leads_to_itself_in_the_other_language(here: str, there: str) -> None:
    # The page for wrong addresses has no address of its own.
    for name in set(pages_of(here)) - {"404.html"}:
        page = BeautifulSoup((SITE / here / name).read_bytes(), "html.parser")
        links = page.select(f".page-languages a[hreflang={there}]")
        targets = {(SITE / here / name).parent.joinpath(str(link["href"])) for link in links}

        assert {(SITE / there / name)} == {target.resolve() for target in targets}, name


@pytest.mark.parametrize(
    ("language", "address"),
    [("en", "https://docs.python.org/3/"), ("zh", "https://docs.python.org/zh-cn/3/")],
)
def test_links_to_the_python_reference_lead_to_that_of_the_language(
    language: str, address: str
) -> None:
    links = {
        name: BeautifulSoup((SITE / language / name).read_bytes(), "html.parser").select(
            "a[href*='docs.python.org']"
        )
        for name in pages_of(language)
    }

    assert len([link for found in links.values() for link in found]) > 50
    assert [] == [
        (name, link["href"])
        for name, found in links.items()
        for link in found
        if not str(link["href"]).startswith(address) or "external" not in link["class"]
    ]
    # Only the names that texts use could be links there, which would look like a choice.
    assert [] == [
        (name, link["href"])
        for name, found in links.items()
        for link in found
        if link.find_parent(class_="highlight")
    ]


def test_examples_show_no_warning_of_deprecation() -> None:
    records = sorted((SITE / "en" / "_runs").glob("*.json"))

    assert len(records) >= 2 * 8  # a record and a trace each
    assert [] == [
        record.name for record in records if "DeprecationWarning" in record.read_text("utf-8")
    ]


def test_switcher_is_used_by_click(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{CHAPTER}")

    page.locator(".page-languages a[hreflang=zh]").filter(visible=True).click()
    page.wait_for_url(f"{address}/zh/{CHAPTER}")

    assert "zh-CN" == page.locator("html").get_attribute("lang")


def test_switcher_is_in_reach_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.goto(f"{address}/en/{CHAPTER}")

    page.locator(".page-languages a[hreflang=zh]").filter(visible=True).click()

    page.wait_for_url(f"{address}/zh/{CHAPTER}")


@pytest.mark.parametrize(
    ("locale", "folder"),
    [("en-GB", "en"), ("zh-CN", "zh"), ("zh-TW", "zh")],
)
def test_root_leads_to_the_language_of_the_reader(
    browser: Browser, address: str, locale: str, folder: str
) -> None:
    context = browser.new_context(locale=locale)
    tab = context.new_page()

    tab.goto(f"{address}/index.html")
    tab.wait_for_url(f"{address}/{folder}/index.html")

    context.close()


def test_root_offers_both_languages_where_scripts_do_not_run(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/index.html")

    links = [link.get_attribute("href") for link in tab.locator("a").all()]

    context.close()
    assert ["en/index.html", "zh/index.html"] == links


@pytest.mark.parametrize("language", LANGUAGES)
def test_output_is_in_sight(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/{language}/{EXAMPLE}")
    lines = page.locator("pre.run-output .run-line")
    texts = lines.all_inner_texts()

    assert {"all started", "all joined"} <= set(texts)
    assert len(texts) == lines.filter(visible=True).count()
    assert 5 == len(set(lines.evaluate_all("lines => lines.map(line => line.dataset.pid)")))


def test_both_languages_show_the_same_processes(page: Page, address: str) -> None:
    found = []
    for language in LANGUAGES:
        page.goto(f"{address}/{language}/{EXAMPLE}")
        lines = page.locator("pre.run-output .run-line")
        found.append(
            lines.evaluate_all("lines => lines.map(one => [one.dataset.pid, one.textContent])")
        )

    assert found[0]
    assert found[0] == found[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_downloaded_script_runs_with_python_alone(
    page: Page, address: str, language: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/{language}/{EXAMPLE}")
    with page.expect_download() as waiting:
        page.locator(".sphx-glr-download-python a").click()
    script = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(script)

    ran = subprocess.run(
        [sys.executable, "-I", script.name],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        text=True,
        timeout=60,
    )

    assert Path(EXAMPLE).with_suffix(".py").name == script.name
    assert ("", 0) == (ran.stderr, ran.returncode)
    printed = ran.stdout.splitlines()
    shown = page.locator("pre.run-output .run-line").all_inner_texts()
    # The order of the lines of several processes is that of the run.
    assert sorted(shown) == sorted(printed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_phone(page: Page, address: str, language: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    wide = {}
    for name in set(pages_of(language)) - {"404.html"}:
        page.goto(f"{address}/{language}/{name}", wait_until="domcontentloaded")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            wide[name] = width

    assert {} == wide


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", MEASURED_PAGES)
def test_axe_finds_nothing_serious(
    page: Page, address: str, language: str, colours: str, name: str
) -> None:
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    page.goto(f"{address}/{language}/{name}")
    for answer in page.locator("details.run-answer").all():
        answer.evaluate("answer => { answer.open = true; }")

    violations = Axe().run(page).response["violations"]
    serious = {
        violation["id"]: [node["html"][:200] for node in violation["nodes"]]
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
    }

    assert {} == serious
