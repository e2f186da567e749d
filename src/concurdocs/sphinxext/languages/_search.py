"""Search in both languages, through the hook that Sphinx has for languages.

Sphinx cuts neither Han text nor names of programs, asks for every word of a query, and in
version 9.0 its Chinese search does not run at all (``ChineseStemmer is not defined``).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.search.en import SearchEnglish

from concurdocs.sphinxext.languages._tokens import tokens

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SCRIPTS = Path(__file__).parent / "search_scripts"
# Addresses, sizes and times such as 0x7f3a, 4kb and 12ms: nobody searches for them.
_NUMBER = re.compile(r"\d\w*")


def script() -> str:
    """Return what the browser needs: the same cutting, and the order of the results."""
    return "".join((_SCRIPTS / name).read_text("utf-8") for name in ("words.js", "ranking.js"))


class SearchWords(SearchEnglish):
    """Search in English text with names of programs in it, and in Han text within it.

    The name of the language, from which Sphinx 9.0 makes the name of the stemmer's class in
    the browser, stays that of `SearchEnglish`, and so do its stemmer and its stop words.
    """

    def __init__(self, options: dict[str, str]) -> None:
        """Take `html_search_options`.

        Args:
            options: Under ``teaching`` the beginnings of the names of pages, separated by
                commas, that teach what other pages (glossary, lists, examples) only mention;
                they come first.

        """
        super().__init__(options)
        teaching = [name.strip() for name in options.get("teaching", "").split(",")]
        names = json.dumps([name for name in teaching if name])
        self.js_splitter_code = f"const concurdocsTeaching = {names};\n{script()}"

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx passes it by this name
        """Cut a text into what it can be found by; see `tokens`."""
        return tokens(input)

    def word_filter(self, word: str) -> bool:
        """Say whether a word is worth its place in the index."""
        return not _NUMBER.fullmatch(word) and super().word_filter(word)


class SearchChineseWords(SearchWords):
    """The same in Chinese text, which has English words and names in it."""

    lang = "zh"


def setup_search(app: Sphinx) -> None:
    """Let this be the search of English and of Chinese pages."""
    app.add_search_language(SearchWords)
    app.add_search_language(SearchChineseWords)
