"""Sizes of text and numbers in a drawing, without a browser to ask."""

from __future__ import annotations

import math
import unicodedata

_NARROW = 0.605
"""Width of a letter of a monospaced font, in units of the font's size."""

_WIDE = 1.02
"""Width of a Han character; a little more than a font needs, as none is known."""


def text_width(text: str, size: float) -> float:
    """Return about how many pixels `text` takes in a monospaced font of `size` pixels."""
    return size * sum(
        _WIDE if unicodedata.east_asian_width(character) in "WF" else _NARROW for character in text
    )


def fitting(candidates: tuple[str, ...], size: float, room: float) -> str:
    """Return the first text that fits into `room` pixels, an empty one if none does."""
    return next((text for text in candidates if text_width(text, size) <= room), "")


def shortened(text: str, size: float, room: float) -> str:
    """Return `text`, with an ellipsis in the middle if it takes more than `room` pixels.

    Names of workers differ at their end (``ForkPoolWorker-12``), so that it must stay.
    """
    if text_width(text, size) <= room:
        return text
    for kept in range(len(text) - 1, 1, -1):
        tail = kept // 2
        short = f"{text[: kept - tail]}…{text[len(text) - tail :]}"
        if text_width(short, size) <= room:
            return short
    return "…"


def pixels(value: float) -> str:
    """Return a coordinate to a tenth of a pixel, as short as possible."""
    rounded = f"{value:.1f}"
    return rounded.removesuffix(".0") if rounded != "-0.0" else "0"


def tick_step(total: float, most: int) -> float:
    """Return a round distance of ticks (1, 2 or 5 × 10ⁿ) giving at most `most` of them."""
    least = max(total, 1e-6) / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))
