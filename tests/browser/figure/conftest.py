"""A recorded run, its page, and the page in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concurdocs.drawing import page_html
from concurdocs.recording import record
from helpers.figure_pages import LINES, saved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from concurdocs.runs import Run

SCRIPT = """\
import multiprocessing
import time


def work(seconds):
    name = multiprocessing.current_process().name
    print(f"{name} starts", flush=True)
    time.sleep(seconds)
    print(f"{name} ends", flush=True)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=work, name=name, args=(seconds,))
        for name, seconds in (("ann", 0.8), ("bo", 0.3))
    ]
    for worker in workers:
        worker.start()
    print("all started", flush=True)
    for worker in workers:
        worker.join()
    print("all joined", flush=True)
"""


@pytest.fixture(name="run", scope="session")
def recorded_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    script = tmp_path_factory.mktemp("script") / "join.py"
    script.write_text(SCRIPT, encoding="utf-8")
    run = record(script)
    assert run.failure is None
    assert LINES == len(run.lines)
    return run


@pytest.fixture(name="address", scope="session")
def address_of_page(run: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(page_html(run, "en"), tmp_path_factory.mktemp("page") / "run.html")


@pytest.fixture(name="page")
def opened_page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert [] == errors
