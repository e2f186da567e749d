"""From moments to pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """From moments to pixels.

    Attributes:
        left: Where the script's start is drawn.
        per_second: Pixels for one second.

    """

    left: float
    per_second: float

    def x(self, moment: float) -> float:
        """Return where a moment is drawn."""
        return self.left + max(moment, 0.0) * self.per_second

    def span(self, begin: float, end: float) -> tuple[float, float]:
        """Return where a stretch of time is drawn."""
        return self.x(begin), self.x(end)
