"""Ids by which console and timeline refer to each other on one page."""

from __future__ import annotations


def line_id(ident: str, index: int) -> str:
    """Return the id of the element that shows line `index` of `Run.lines`."""
    return f"{ident}-l{index}"


def dot_id(ident: str, index: int) -> str:
    """Return the id of the dot whose first linked line is line `index` of `Run.lines`."""
    return f"{ident}-d{index}"
