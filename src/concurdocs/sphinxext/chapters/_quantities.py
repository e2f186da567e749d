"""Numbers with their units, as prose of a language has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.sphinxext._words import words_for

if TYPE_CHECKING:
    from concurdocs.claims import Quantity


def format_quantity(quantity: Quantity, language: str | None) -> str:
    """Write a number with its unit as prose of a language does.

    Args:
        quantity: The number.
        language: Of the page.

    """
    words = words_for(language)
    value = quantity.value
    if quantity.unit == (1, 0):
        if abs(value) < 0.1:  # noqa: PLR2004 - below, milliseconds read better
            return words.milliseconds.format(f"{value * 1000:.0f}")
        return words.seconds.format(f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}")  # noqa: PLR2004
    if quantity.unit == (0, 1):
        return words.mebibytes.format(f"{value / 2**20:.0f}")
    return f"{value:.0f}" if quantity.whole else f"{value:.1f}"
