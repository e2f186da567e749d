"""Numbers with their units, as prose of the site's language has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.sphinxext.basis import _

if TYPE_CHECKING:
    from concurdocs.claims import Quantity


def format_quantity(quantity: Quantity) -> str:
    """Write a number with its unit as prose does."""
    value = quantity.value
    if quantity.unit == (1, 0):
        if abs(value) < 0.1:  # noqa: PLR2004 - below, milliseconds read better
            return _("{milliseconds}\u00a0ms").format(milliseconds=f"{value * 1000:.0f}")
        return format_seconds(value, 1 if abs(value) >= 10 else 2)  # noqa: PLR2004
    if quantity.unit == (0, 1):
        return _("{mebibytes}\u00a0MiB").format(mebibytes=f"{value / 2**20:.0f}")
    return f"{value:.0f}" if quantity.whole else f"{value:.1f}"


def format_seconds(value: float, places: int) -> str:
    """Write seconds with their unit.

    Args:
        value: How many.
        places: Behind the point.

    """
    return _("{seconds}\u00a0s").format(seconds=f"{value:.{places}f}")
