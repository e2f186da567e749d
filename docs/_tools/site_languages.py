"""The languages of the site: all that builds or checks it takes them from here."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """A language of the site.

    Attributes:
        folder: Of its pages, in ``docs`` and on the site; also in the names of scripts' texts.
        code: What Sphinx calls it.
        name: What it calls itself.

    """

    folder: str
    code: str
    name: str


LANGUAGES = (Language("en", "en", "English"), Language("zh", "zh_CN", "中文"))
"""The first is that of the scripts' own texts."""

FOLDERS = tuple(language.folder for language in LANGUAGES)
"""Their folders."""
