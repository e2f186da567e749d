"""The figure in narrow columns, in the dark, and in the themes of sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from concurdocs.drawing import page_html
from helpers.figure_pages import saved

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from concurdocs.runs import Run

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_phone_scrolls_the_timeline_and_not_the_page(
    browser: Browser, run: Run, tmp_path: Path, language: str
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 700})
    page.goto(saved(page_html(run, language), tmp_path / "run.html"))

    assert 375 == page.evaluate("document.documentElement.scrollWidth")
    assert page.evaluate(
        "(box => box.scrollWidth > box.clientWidth)(document.querySelector('.run-scroll'))"
    )
    page.evaluate("document.querySelector('.run-scroll').scrollLeft = 200")
    names = page.locator(".run-sticky").bounding_box()
    box = page.locator(".run-scroll").bounding_box()
    assert names is not None
    assert box is not None
    assert abs(names["x"] - box["x"]) < 2
    # Names are drawn a second time by reference; a rule for texts below would not reach them.
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.run-sticky')).fontFamily"
    ).endswith("monospace")
    controls = page.locator(".run-controls output").bounding_box()
    assert controls is not None
    assert controls["x"] + controls["width"] <= box["x"] + box["width"]
    page.close()


@pytest.mark.parametrize(("width", "shrunk"), [(900, False), (620, True), (560, False)])
def test_a_little_narrower_column_is_not_scrolled(
    browser: Browser, address: str, width: int, *, shrunk: bool
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 700})
    page.goto(address)
    page.evaluate(
        "width => document.querySelector('.run-figure').style.width = `${width}px`", width
    )
    inside, outside = page.evaluate(
        "(box => [box.scrollWidth, box.clientWidth])(document.querySelector('.run-scroll'))"
    )
    drawn = page.evaluate("document.querySelector('.run-timeline').getBoundingClientRect().width")

    assert (width > 600) is (inside == outside)
    assert shrunk is (drawn < 734)
    assert page.locator(".run-sticky").is_visible() is (inside > outside)
    page.close()


@pytest.mark.parametrize(
    ("system", "switch", "dark"),
    [
        ("light", "", False),
        ("dark", "", True),
        *[
            (system, f"document.{place}.dataset.theme = '{theme}'", dark)
            for place in ("body", "documentElement")  # Furo's and the PyData theme's
            for system, theme, dark in (
                ("dark", "auto", True),
                ("light", "dark", True),
                ("dark", "light", False),
            )
        ],
    ],
)
def test_colours_follow_the_system_and_the_theme(
    browser: Browser,
    address: str,
    system: Literal["light", "dark"],
    switch: str,
    dark: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    page = browser.new_page(color_scheme=system)
    page.goto(address)
    page.evaluate(switch)

    colours = page.evaluate(
        "(style => [style.backgroundColor, style.color])"
        "(getComputedStyle(document.querySelector('.run-figure')))"
    )

    background, text = (sum(map(int, value[4:-1].split(","))) for value in colours)
    assert dark is (background < text)
    page.close()
