"""The sidebars of the built site by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from helpers.places import SITE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDE = (1440, 900)
NARROW = (390, 844)
MANY_STOPS = 80
"""More stops of the Tab key than there are up to the first expander."""


def open_page(browser: Browser, language: str, size: tuple[int, int]) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto((SITE / language / "chapters" / "join.html").as_uri())
    return page


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(MANY_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no stop of the Tab key is {selector}")


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Toggle navigation of "), ("zh", "展开或收起“")]
)
def test_an_entry_of_the_sidebar_expands_by_keyboard(
    browser: Browser, language: str, label: str
) -> None:
    page = open_page(browser, language, WIDE)

    tab_to(page, ".toctree-checkbox:not(:checked)")
    focused = page.locator(":focus")
    entries = page.locator("li:has(> :focus) > ul")
    assert label == (focused.get_attribute("aria-label") or "")[: len(label)]
    assert "solid" == focused.evaluate(
        "box => getComputedStyle(box.nextElementSibling).outlineStyle"
    )
    expect(entries).to_be_hidden()
    page.keyboard.press("Space")
    expect(entries).to_be_visible()
    page.keyboard.press("Space")
    expect(entries).to_be_hidden()
    page.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sidebar_opens_by_keyboard_on_a_phone(browser: Browser, language: str) -> None:
    page = open_page(browser, language, NARROW)
    link = page.locator(".sidebar-tree a").first

    expect(link).to_be_hidden()
    tab_to(page, "#__navigation")
    outline = "icon => getComputedStyle(icon).outlineStyle"
    assert "solid" == page.locator(".nav-overlay-icon").evaluate(outline)
    page.keyboard.press("Space")
    expect(link).to_be_visible()
    page.close()


def test_the_mouse_still_expands_entries(browser: Browser) -> None:
    page = open_page(browser, "zh", WIDE)
    item = page.locator("li:has(> .toctree-checkbox:not(:checked))").first

    item_id = item.locator("> input").get_attribute("id")
    page.locator(f"label[for={item_id}]").click()
    expect(page.locator(f"#{item_id}")).to_be_checked()
    page.close()
