"""The page that ``concurdocs run --html`` writes, opened from the disk in Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import concurdocs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SCRIPT = """\
import multiprocessing
import time


def work():
    print("child begins")
    time.sleep(0.5)
    print("child ends")


if __name__ == "__main__":
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print("joined")
"""


@pytest.fixture(name="address", scope="module")
def address_of_written_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("own")
    (folder / "own script.py").write_text(SCRIPT, encoding="utf-8")
    written = folder / "own page.html"
    subprocess.run(
        [sys.executable, "-m", "concurdocs", "run", "--html", written, "own script.py", "<a>"],
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(concurdocs.__file__).parents[1])},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    return written.as_uri()


@pytest.fixture(name="page", scope="module")
def opened_page(browser: Browser) -> Page:
    return browser.new_page()


def test_page_needs_nothing_but_itself_and_replays(page: Page, address: str) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.goto(address)
    expect(page.locator("h1")).to_have_text("own script.py <a>")
    expect(page.locator(".run-line")).to_have_text(["child begins", "child ends", "joined"])

    button = page.locator(".run-play")
    button.click()
    # In the replay's middle, some of what the run will have written is still to come.
    page.wait_for_function("document.querySelectorAll('.run-line.run-future').length === 2")
    expect(page.locator(".run-cursor").first).to_be_attached()
    expect(page.locator(".run-cursor")).to_have_count(0)
    expect(button).to_have_text("▶ Replay")
    assert 0 == page.locator(".run-future").count()
    assert ([address], []) == (requests, errors)
