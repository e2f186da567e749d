"""Writing files so that whoever reads them, or watches them, is not disturbed.

The standard library alone; every room may use it.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def compact_json(data: object) -> str:
    """Return data as JSON in one line, without blanks, and with all characters as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_if_changed(path: Path, data: bytes) -> None:
    """Write a file, but do not touch it if it is the same: what is built of it stays current.

    Args:
        path: The file; its folder is made if there is none.
        data: What it is to hold.

    """
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def write_in_one_step(path: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it.

    Args:
        path: The file; its folder is made if there is none.
        text: What it is to hold.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name holds the process number: two builds may write the same file at once.
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
