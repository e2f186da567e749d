"""The figure as a reader has it: without script, under a strict policy, as text to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from concurdocs.drawing import page_html
from helpers.figure_pages import LINES, saved

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from concurdocs.runs import Run

pytestmark = pytest.mark.browser


def test_page_is_complete_without_script(browser: Browser, address: str, run: Run) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)

    assert 0 == page.locator("button, input").count()
    for index in range(LINES):
        expect(page.locator(f"#run-l{index}")).to_be_visible()
    for selector in (".run-caption", ".run-legend", ".run-wait", ".run-zombie"):
        expect(page.locator(f".run-figure {selector}").first).to_be_visible()
    page.click(".run-table summary")
    expect(page.locator(".run-table table").first).to_be_visible()
    assert len(run.processes) == page.locator(".run-table tbody >> nth=0").locator("tr").count()
    page.close()


def test_strict_content_security_policy_breaks_nothing(
    browser: Browser, run: Run, tmp_path: Path
) -> None:
    style, rest = page_html(run, "en").split("<style>")[1].split("</style>")
    figure, script = rest.split("<body", 1)[1].split("<script>")
    (tmp_path / "a.css").write_text(style, encoding="utf-8")
    (tmp_path / "a.js").write_text(script.split("</script>")[0], encoding="utf-8")
    policy = "default-src 'none'; script-src file:; style-src file:"
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(
        saved(
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>CSP</title>'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            f'<link rel="stylesheet" href="a.css"><script src="a.js" defer></script><body{figure}',
            tmp_path / "csp.html",
        )
    )

    page.locator(".run-controls input").fill("100")
    assert 1 == page.locator(".run-cursor").count()
    assert [] == said
    page.close()


def test_text_can_be_selected_without_moments_and_names(page: Page, run: Run) -> None:
    selected = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.run-output')),"
        "getSelection().toString()"
    )

    assert [line.text for line in run.lines] == selected.rstrip("\n").split("\n")
