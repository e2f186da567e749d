"""What somebody may have meant who wrote a name that there is not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], what: str) -> str:
    """Return the end of an error message about an unknown name.

    Args:
        name: The unknown name.
        known: The known ones.
        what: What they are, in the plural.

    """
    known = sorted(set(known))
    if near := difflib.get_close_matches(name, known, n=1):
        return f"did you mean '{near[0]}'?"
    return f"known {what}: {', '.join(known)}" if known else f"there are no {what}"
