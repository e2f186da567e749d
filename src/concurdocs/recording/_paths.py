"""Taking the paths of the machine out of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class PathCleaner:
    """Takes the paths of the build machine out of text.

    Args:
        names: Folder and what stands for it; the longest that fits is replaced. An empty
            name takes the folder and its slash away; alone the folder is then ``.``.

    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """Prepare the search for all folders at once."""
        # A root folder as "home" would turn every path into nonsense.
        self._names = {path.rstrip("/"): name for path, name in names.items() if len(path) > 1}
        ordered = sorted(self._names, key=len, reverse=True)
        paths = "|".join(map(re.escape, ordered)) or r"(?!)"
        # Behind a slash it is a part of another path, except in ``file:///folder``.
        self._search = re.compile(rf"(?<![\w.-])(?<!(?<!:/)/)({paths})(/|(?![\w.-]))")

    def __call__(self, text: str) -> str:
        """Return `text` without the folders."""
        if "/" not in text:
            return text
        return self._search.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        name, slash = self._names[match[1]], match[2]
        if name:
            return name + slash
        return "" if slash else "."
