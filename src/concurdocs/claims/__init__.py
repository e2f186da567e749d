"""Numbers measured in runs, and claims about them."""

from __future__ import annotations

from concurdocs.claims._expressions import ClaimResult, check, measure
from concurdocs.claims._measures import (
    MEASURES,
    Measure,
    MeasureError,
    Quantity,
    find_block,
)

__all__ = [
    "MEASURES",
    "ClaimResult",
    "Measure",
    "MeasureError",
    "Quantity",
    "check",
    "find_block",
    "measure",
]
