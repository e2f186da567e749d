"""What a reader takes from the built site: scripts, the archive of all, and copied code."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from concurdocs.matrix import ask_interpreter
from concurdocs.matrix._cell_runner import bare_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "zh")
EXAMPLE = "gallery/starting/plot_arguments"
COMMAND = ".run-needs .highlight"
MANY_STOPS = 300
"""More stops of the Tab key than a page has."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def save(page: Page, link: str, folder: Path) -> Path:
    """Click on a link and return the file that it saves."""
    with page.expect_download() as waiting:
        page.locator(link).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def run_bare(folder: Path, *command: str) -> tuple[int, str, str]:
    """Run Python in a folder, with an empty environment and nothing but the standard library."""
    python = ask_interpreter(sys.executable)
    assert python is not None
    done = subprocess.run(
        [python.command, *command],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env=bare_environment(),
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_downloaded_script_prints_what_the_page_shows(
    page: Page, address: str, language: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/{language}/{EXAMPLE}.html")
    shown = page.locator("pre.run-output .run-line").all_inner_texts()

    script = save(page, ".sphx-glr-download-python a", tmp_path)
    status, output, errors = run_bare(tmp_path, script.name)

    assert "plot_arguments.py" == script.name
    assert (0, "") == (status, errors)
    assert len(shown) > 1
    assert shown == output.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["index.html", "gallery/index.html"])
def test_all_scripts_come_in_one_archive(
    page: Page, address: str, language: str, name: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/{language}/{name}")
    told = page.locator(".run-bundle a").inner_text()

    archive = save(page, ".run-bundle a", tmp_path)
    with zipfile.ZipFile(archive) as file:
        file.extractall(tmp_path)
    status, output, errors = run_bare(tmp_path / archive.stem, "run.py", "plot_arguments")

    assert f"{archive.stat().st_size / 1000:.0f} KB" in told
    assert (0, "") == (status, errors)
    assert "hello, dee" == output.splitlines()[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_is_copied_as_it_stands(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/{language}/{EXAMPLE}.html")
    block = page.locator("article .highlight").first
    expected = block.locator("pre").inner_text()

    block.hover()
    block.locator("button.copybtn").click()
    expect(block.locator("button.copybtn.success")).to_be_visible()

    assert "from multiprocessing import Process" in copied(page)
    assert expected.rstrip() == copied(page).rstrip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_is_copied_by_keyboard(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/{language}/{EXAMPLE}.html")
    button = page.locator(f"{COMMAND} button.copybtn")
    expect(button).to_have_count(1)

    for _ in range(MANY_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{COMMAND} button.copybtn')"):
            break
    expect(button).to_be_focused()
    expect(button).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.locator(f"{COMMAND} button.copybtn.success")).to_be_visible()

    assert "python plot_arguments.py" == copied(page).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_prompt_is_not_copied(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/{language}/faq.html")
    block = page.locator(".highlight-console .highlight").first
    assert "$ python3 plot_pids.py" == block.locator("pre").inner_text().strip()

    block.hover()
    block.locator("button.copybtn").click()
    expect(block.locator("button.copybtn.success")).to_be_visible()

    assert "python3 plot_pids.py" == copied(page).strip()


@pytest.mark.parametrize(("language", "label"), [("en", "Copy"), ("zh", "复制")])
def test_copy_buttons_speak_the_language_of_the_page(
    page: Page, address: str, language: str, label: str
) -> None:
    page.goto(f"{address}/{language}/{EXAMPLE}.html")
    buttons = page.locator("button.copybtn")
    expect(buttons.first).to_be_attached()

    assert {label} == set(buttons.evaluate_all("all => all.map(one => one.dataset.tooltip)"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_output_has_no_copy_button(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/{language}/{EXAMPLE}.html")
    expect(page.locator("button.copybtn").first).to_be_attached()

    assert page.locator("pre.run-output").count() > 0
    assert 0 == page.locator("pre.run-output button, :has(> pre.run-output) > button").count()
