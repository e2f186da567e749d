"""Stretches on a line: of time, and of pixels once they are drawn."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span: TypeAlias = tuple[float, float]
"""Begin and end."""


_FULL = 0.9
_NOTICED = 0.1
"""Shares of a column that count as all of it and as any of it."""


def merged(spans: Iterable[Span], gap: float = 0.0) -> list[Span]:
    """Return the union of `spans`, in order, closing gaps of up to `gap`."""
    union: list[Span] = []
    for begin, end in sorted(spans):
        if union and begin <= union[-1][1] + gap:
            union[-1] = (union[-1][0], max(union[-1][1], end))
        else:
            union.append((begin, end))
    return union


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """Return what is left of `spans` outside `holes`."""
    stretches, gaps = merged(spans), merged(holes)
    if not gaps:
        return stretches
    left: list[Span] = []
    number = 0
    for begin, end in stretches:
        while number < len(gaps) and gaps[number][1] <= begin:
            number += 1
        rest = begin
        # A hole may reach into the next stretch, too: `number` stays at it.
        for hole_begin, hole_end in islice(gaps, number, None):
            if hole_begin >= end:
                break
            if rest < hole_begin:
                left.append((rest, hole_begin))
            rest = max(rest, hole_end)
        if rest < end:
            left.append((rest, end))
    return left


def drawable(spans: Sequence[Span], column: float = 1.0) -> tuple[list[Span], list[Span]]:
    """Return stretches of pixels as they can be drawn.

    Where they and what is between them are wider than a column they stay as they are.
    Otherwise it is columns that are drawn. Even a short stretch that stands alone gets one,
    because it must not disappear.

    Args:
        spans: Begin and end, in pixels.
        column: Width of a column in pixels; what is narrower can't be told apart.

    Returns:
        Stretches that are covered (nearly) all over, and those that are covered in part.

    """
    union = merged(spans, 1e-6)
    gaps = [after[0] - before[1] for before, after in pairwise(union)]
    if all(end - begin >= column for begin, end in union) and all(gap >= column for gap in gaps):
        return union, []
    covered = _coverage([(begin / column, end / column) for begin, end in union])

    def drawn(numbers: Iterable[int]) -> list[Span]:
        return merged((number * column, (number + 1) * column) for number in numbers)

    full = [number for number, share in covered.items() if share >= _FULL]
    partly = [
        number
        for number, share in covered.items()
        if share < _FULL and (share >= _NOTICED or not {number - 1, number + 1} & set(covered))
    ]
    return drawn(full), drawn(partly)


def _coverage(spans: Iterable[Span]) -> dict[int, float]:
    """Return which share of each column of width 1 is covered."""
    covered: dict[int, float] = {}
    for begin, end in spans:
        for number in range(int(begin), int(end) + 1):
            share = min(end, number + 1) - max(begin, number)
            if share > 0:
                covered[number] = covered.get(number, 0.0) + share
    return covered
