"""The replay of a run: playing, scrubbing, and stepping through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from helpers.figure_pages import LINES, lit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from concurdocs.runs import Run

pytestmark = pytest.mark.browser


def test_replay_runs_pauses_and_ends(page: Page, run: Run) -> None:
    button = page.locator(".run-play")
    expect(button).to_have_text("▶ Replay")
    assert 0 == page.locator(".run-cursor").count()

    page.click(".run-slow")
    expect(page.locator(".run-slow")).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_text("⏸ Pause")
    expect(page.locator("#run-l0")).not_to_have_class("run-future")
    expect(page.locator("#run-l5")).to_be_hidden()
    before = float(page.locator(".run-cursor").first.get_attribute("x1") or "nan")
    page.wait_for_function(
        "before => Number(document.querySelector('.run-cursor').getAttribute('x1')) > before + 20",
        arg=before,
    )

    button.click()
    expect(button).to_have_text("▶ Go on")
    paused = page.locator(".run-cursor").first.get_attribute("x1")
    page.wait_for_timeout(200)
    assert paused == page.locator(".run-cursor").first.get_attribute("x1")

    page.click(".run-slow")
    button.click()
    expect(button).to_have_text("▶ Replay")
    assert 0 == page.locator(".run-cursor, .run-veil, .run-future").count()
    expect(page.locator(".run-controls output")).to_have_text(f"{run.total:.3f} s")


def test_replay_takes_as_long_as_the_run(page: Page, run: Run) -> None:
    took = page.evaluate(
        """() => new Promise(done => {
            const button = document.querySelector(".run-play");
            const begin = performance.now();
            new MutationObserver(() => {
              if (button.textContent.includes("Replay")) done((performance.now() - begin) / 1000);
            }).observe(button, { childList: true, characterData: true, subtree: true });
            button.click();
        })"""
    )

    assert run.total * 0.9 < took < run.total * 2 + 1


def test_scrubbing_shows_what_was_written_until_then(page: Page, run: Run) -> None:
    page.locator(".run-controls input").fill("100")

    middle = run.total / 2
    shown = page.eval_on_selector_all(
        ".run-line:not(.run-future)", "lines => lines.map(line => Number(line.dataset.t))"
    )
    assert [float(f"{line.time:.3f}") for line in run.lines if line.time <= middle] == shown
    assert shown != [line.time for line in run.lines]
    clock = page.locator(".run-controls output").inner_text()
    assert abs(float(clock.removesuffix(" s")) - middle) <= 0.001
    assert shown[-1:] == [
        float(page.locator(f"#{line}").get_attribute("data-t") or "nan")
        for line in lit(page, ".run-line")[-1:]
    ]


def test_keys_step_and_play(page: Page, run: Run) -> None:
    # From moment to moment: lines written within one millisecond come together.
    times = [float(f"{line.time:.3f}") for line in run.lines]
    *_, before_last, last = sorted({*times})

    def shown() -> list[float]:
        shown: list[float] = page.eval_on_selector_all(
            ".run-line:not(.run-future)", "lines => lines.map(line => Number(line.dataset.t))"
        )
        return shown

    page.focus(".run-play")
    if last < float(f"{run.total:.3f}"):
        page.keyboard.press("ArrowLeft")
        assert times == shown()
    page.keyboard.press("ArrowLeft")
    assert [time for time in times if time <= before_last] == shown()
    page.keyboard.press("ArrowRight")
    assert times == shown()

    page.focus(".run-controls input")
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    expect(page.locator(".run-play")).to_have_text("⏸ Pause")


def test_reduced_motion_steps_instead(browser: Browser, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address)
    button = page.locator(".run-play")
    expect(button).to_have_text("⏵ Next line")

    for count in (1, 2, 3):
        button.click()
        shown = page.locator(".run-line:not(.run-future)").count()
        assert count <= shown <= LINES  # lines written within one millisecond come together
        still = page.locator(".run-cursor").get_attribute("x1")
        page.wait_for_timeout(100)
        assert still == page.locator(".run-cursor").get_attribute("x1")
    page.close()
