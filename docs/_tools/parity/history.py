"""Versions of texts: their ids, and what they said, from git where it is at hand."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from typing import TYPE_CHECKING

from parity.script_texts import texts_alone

if TYPE_CHECKING:
    from pathlib import Path

_TIME_LIMIT = 30
"""Seconds; git answers at once, unless it waits for somebody."""


def blob_id(text: str) -> str:
    """Return the id that git has for a file of this text; needs no git."""
    data = text.encode()
    header = b"blob %d\0" % len(data)
    return hashlib.sha1(header + data, usedforsecurity=False).hexdigest()


def read_text(path: Path) -> str:
    """Read a file as git stores it: line ends are line feeds on every system."""
    return path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")


class History:
    """What texts said in earlier versions."""

    def __init__(self, root: Path) -> None:
        """Prepare to ask git.

        Args:
            root: The project's folder.

        """
        self._root = root
        self._git = shutil.which("git")

    def file(self, ident: str) -> str | None:
        """Return the text of a file by its id; None if it isn't at hand."""
        return self._ask("cat-file", "blob", ident)

    def script_texts(self, path: str, ident: str) -> str | None:
        """Return a script's texts by their id; None if they aren't at hand.

        Args:
            path: The script, relative to the project's folder.
            ident: Id of what `texts_alone` makes of it.

        """
        for commit in (self._ask("log", "--format=%H", "--", path) or "").split():
            script = self._ask("show", f"{commit}:./{path}")
            if script is not None and blob_id(texts := texts_alone(script)) == ident:
                return texts
        return None

    def _ask(self, *arguments: str) -> str | None:
        if self._git is None:
            return None
        try:
            answer = subprocess.run(
                [self._git, *arguments],
                cwd=self._root,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
                timeout=_TIME_LIMIT,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return answer.stdout.decode("utf-8", errors="replace").replace("\r\n", "\n")
