"""What a program must know of a language besides its words."""

from __future__ import annotations


def is_chinese(language: str | None) -> bool:
    """Return whether a language, as Sphinx has it, is Chinese of any place."""
    return (language or "").lower().startswith("zh")


def join_sentences(*sentences: str, language: str | None) -> str:
    """Return a text of sentences; those of Chinese follow one another without a space."""
    return ("" if is_chinese(language) else " ").join(sentences)
