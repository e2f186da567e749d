"""What a text can be found by: Han text by its n-grams, names whole and by part.

Chinese writes no spaces, and which characters make a word takes a dictionary to tell.
Every character and every pair of neighbours needs none, and finds every word of a text.
A name from a program is found as it stands and by what it is made of: ``as_completed`` by
``completed``, ``ProcessPoolExecutor`` by ``pool``. Letters of full width, which Chinese
keyboards can give, are the same as others, and ``I/O`` is the word ``io``.

``search_scripts/words.js`` does the same in the browser; ``tests/data/search_words.toml`` holds
what both must give.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, as ranges for a character class of a regular expression."""

_RUN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")
_HAN_RUN = re.compile(rf"[{HAN}]+")
# An acronym, also before a word (HTTPServer); a word; digits.
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LETTERS = re.compile(r"(?<![A-Za-z0-9_])([A-Za-z])/([A-Za-z])(?![A-Za-z0-9_])")
_SHORTEST_PART = 2


def tokens(text: str) -> list[str]:
    """Return what a text can be found by, in the order of the text, repetitions included.

    Args:
        text: Any text.

    Returns:
        Han characters and pairs of neighbouring ones; other words in lower case, and
        behind a word that is made of several its parts.

    """
    plain = _LETTERS.sub(r"\1\2", unicodedata.normalize("NFKC", text))
    return [word for run in _RUN.findall(plain) for word in _run_tokens(run)]


def _run_tokens(run: str) -> Iterator[str]:
    if _HAN_RUN.match(run):
        yield from run
        yield from (first + second for first, second in pairwise(run))
        return
    yield run.lower()
    parts = _PART.findall(run)
    if run.isascii() and parts != [run]:
        yield from (part.lower() for part in parts if len(part) >= _SHORTEST_PART)
