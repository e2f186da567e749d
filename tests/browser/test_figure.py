"""The figure of a recorded run in Chromium: links, replay, and that all reads without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from concurdocs.drawing import page_html
from concurdocs.recording import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from concurdocs.runs import Run

pytestmark = pytest.mark.browser

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


LINES = 6


@pytest.fixture(name="run", scope="module")
def recorded_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    script = tmp_path_factory.mktemp("script") / "join.py"
    script.write_text(SCRIPT, encoding="utf-8")
    run = record(script)
    assert run.failure is None
    assert LINES == len(run.lines)
    return run


@pytest.fixture(name="address", scope="module")
def address_of_page(run: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    return _saved(page_html(run, "en"), tmp_path_factory.mktemp("page") / "run.html")


def _saved(html: str, path: Path) -> str:
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(name="page")
def opened_page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert [] == errors


def lit(page: Page, selector: str) -> list[str]:
    """Return the ids of the elements that are highlighted."""
    ids: list[str] = page.eval_on_selector_all(
        f"{selector}.run-on", "elements => elements.map(element => element.id)"
    )
    return ids


def linked_pairs(page: Page) -> list[tuple[str, list[str]]]:
    """Return each dot's id with the ids of its lines."""
    pairs: list[list[str]] = page.eval_on_selector_all(
        "a.run-dot", "dots => dots.map(dot => [dot.id, dot.dataset.lines])"
    )
    return [(dot, [f"run-l{index}" for index in lines.split()]) for dot, lines in pairs]


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


def test_text_can_be_selected_without_moments_and_names(page: Page, run: Run) -> None:
    selected = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.run-output')),"
        "getSelection().toString()"
    )

    assert [line.text for line in run.lines] == selected.rstrip("\n").split("\n")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_phone_scrolls_the_timeline_and_not_the_page(
    browser: Browser, run: Run, tmp_path: Path, language: str
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 700})
    page.goto(_saved(page_html(run, language), tmp_path / "run.html"))

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
        _saved(
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
