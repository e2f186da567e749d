"""A figure on a page of its own, and what a browser can be asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

LINES = 6
"""How many lines the run of `tests/browser/figure` has."""


def saved(html: str, path: Path) -> str:
    """Save a page, and return its address."""
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


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
