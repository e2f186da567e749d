"""The ledger: in which versions the two sides of each pair last agreed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from site_languages import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Versions = tuple[str, str]
"""Ids of the two sides, in the order of `site_languages.LANGUAGES`."""

_ABOUT = (
    "Versions (git blob ids) in which the two languages last agreed. "
    "Written by: tox -e parity -- --accept"
)
_LAST = "~"
"""An entry behind all others, so that each line of a pair ends in a comma: a pair that comes
or goes changes its own line alone, and branches merge."""

_ID = re.compile(r"[0-9a-f]{40}")


class LedgerError(ValueError):
    """The ledger can't be read; says where and what to do."""


def read_ledger(path: Path) -> dict[str, Versions]:
    """Read the ledger; empty if there is none.

    Raises:
        LedgerError: It is no ledger.

    """
    if not path.is_file():
        return {}
    try:
        pairs = json.loads(path.read_text(encoding="utf-8"))["pairs"]
        pairs.pop(_LAST, None)
        versions = {key: (ids[FOLDERS[0]], ids[FOLDERS[1]]) for key, ids in pairs.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        msg = (
            f"{path}{line}: the ledger can't be read ({error}); if a merge left its marks in "
            "it, keep the lines of either side, and accept these pairs again"
        )
        raise LedgerError(msg) from None
    for key, ids in versions.items():
        if not all(isinstance(ident, str) and _ID.fullmatch(ident) for ident in ids):
            msg = f"{path}: no version ids for {key}; remove its line, and accept it again"
            raise LedgerError(msg)
    return versions


def write_ledger(path: Path, versions: Mapping[str, Versions]) -> None:
    """Write the ledger: a line a pair, sorted."""
    lines = [
        f"{json.dumps(key)}: {json.dumps(dict(zip(FOLDERS, versions[key], strict=True)))},"
        for key in sorted(versions)
    ]
    text = "\n".join(
        [f'{{"about": {json.dumps(_ABOUT)},', '"pairs": {', *lines, f'"{_LAST}": {{}}', "}}"]
    )
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
