"""Comments that say how to run a script are not for its readers."""

from __future__ import annotations

import re

# Without its comment sign where it stands among the comment lines of a text block.
_LINE = re.compile(r"^[ \t]*(?:#[ \t]*)?concurdocs[ \t]*:[ \t]*\w+[ \t]*=.*(?:\n|\Z)", re.MULTILINE)


def without_options(text: str) -> str:
    """Return code without its ``# concurdocs:`` lines."""
    return _LINE.sub("", text)
