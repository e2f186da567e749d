"""Sites in several languages: search, line breaks of Chinese, links between the languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.sphinxext.languages._alternates import setup_alternates
from concurdocs.sphinxext.languages._gallery_texts import translate_gallery_texts
from concurdocs.sphinxext.languages._han_breaks import setup_han_breaks
from concurdocs.sphinxext.languages._language import is_chinese, join_sentences
from concurdocs.sphinxext.languages._search import setup_search

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "is_chinese",
    "join_sentences",
    "setup_han_breaks",
    "setup_languages",
    "setup_search",
    "translate_gallery_texts",
]


def setup_languages(app: Sphinx) -> None:
    """Set up what sites in several languages need."""
    setup_search(app)
    setup_han_breaks(app)
    setup_alternates(app)
