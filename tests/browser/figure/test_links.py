"""From a dot to its line and back, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from helpers.figure_pages import LINES, linked_pairs, lit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_every_line_has_its_dot(page: Page) -> None:
    lines = [line for _, lines in linked_pairs(page) for line in lines]

    assert [f"run-l{index}" for index in range(LINES)] == sorted(lines)


def test_hover_links_dot_and_line(page: Page) -> None:
    dot, lines = next(pair for pair in linked_pairs(page) if "run-l5" in pair[1])

    page.hover(f"#{dot}", force=True)
    assert ([dot], lines) == (lit(page, ".run-dot"), lit(page, ".run-line"))

    page.hover("h1")
    assert ([], []) == (lit(page, ".run-dot"), lit(page, ".run-line"))

    page.hover("#run-l5")
    assert ([dot], ["run-l5"]) == (lit(page, ".run-dot"), lit(page, ".run-line"))


def test_click_goes_from_one_to_the_other(page: Page) -> None:
    dot, lines = linked_pairs(page)[0]

    page.click(f"#{dot}", force=True)
    expect(page.locator(f"#{lines[0]}")).to_be_focused()
    assert page.url.endswith("run.html")

    page.click("#run-l5")
    expect(page.locator("#run-l5")).to_be_focused()
    assert 1 == len(lit(page, ".run-dot"))


def test_keyboard_goes_from_one_to_the_other(page: Page) -> None:
    pairs = linked_pairs(page)

    page.focus(".run-output")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#run-l0")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#run-l1")).to_be_focused()
    assert ["run-l1"] == [line for line in lit(page, ".run-line") if line == "run-l1"]

    page.keyboard.press("Enter")
    dot = next(dot for dot, lines in pairs if "run-l1" in lines)
    expect(page.locator(f"#{dot}")).to_be_focused()
    page.keyboard.press("ArrowRight")
    after = page.evaluate("document.activeElement.id")
    assert after in {dot for dot, _ in pairs} - {dot}
    page.keyboard.press("Enter")
    expect(page.locator(".run-line:focus")).to_have_count(1)


def test_dots_are_one_stop_of_the_tab_key(page: Page) -> None:
    stops = page.eval_on_selector_all(
        "a.run-dot", "dots => dots.filter(dot => dot.tabIndex === 0).length"
    )

    assert 1 == stops
