"""The words that figures, consoles and tables show, in every language there is.

A language is a file with its `Labels`, and its place in the list below.
"""

from __future__ import annotations

from concurdocs.drawing.labels._chinese import CHINESE
from concurdocs.drawing.labels._english import ENGLISH
from concurdocs.drawing.labels._labels import Labels

__all__ = ["CHINESE", "ENGLISH", "LANGUAGES", "Labels", "labels_for"]


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


_LANGUAGES = {_primary(labels.language): labels for labels in (ENGLISH, CHINESE)}

LANGUAGES = tuple(_LANGUAGES)
"""Tags of the languages that there are words in."""


def labels_for(language: str) -> Labels:
    """Return the words for a language.

    Args:
        language: A language's tag in any spelling, such as ``zh_CN``, ``zh`` or ``en``;
            one that there are no words for gets English.

    """
    return _LANGUAGES.get(_primary(language), ENGLISH)
