"""Finding a module's file, and writing files without disturbing who reads or watches them.

The standard library alone; every room may use it.
"""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path


def module_file(name: str) -> Path | None:
    """Return the file of a module, without importing it.

    Args:
        name: Its full name; the package that it is in is imported.

    Returns:
        The file; None if there is no such module, or it has no source.

    """
    spec = find_spec(name)
    return Path(spec.origin) if spec is not None and spec.origin else None


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
