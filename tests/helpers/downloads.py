"""Downloads to run as a learner runs them, with the runs of their pages."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from concurdocs.matrix import Download
from concurdocs.recording import record
from concurdocs.scripts import ScriptOptions, inline, read_options
from helpers.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TASKS = (ROOT / "src" / "concurdocs" / "tasks.py").read_text(encoding="utf-8")


def download_of(path: Path, folder: Path) -> Download:
    """Make a download of a script, and run it for the page."""
    text = inline(path.read_text(encoding="utf-8"), "concurdocs.tasks", TASKS, path.name)
    copy = folder / path.name
    copy.write_text(text, encoding="utf-8")
    return Download(path.name, text, read_options(text, path.name), record(copy))


def made_by(folder: Path, script: str) -> Download:
    """Make a download of a script given as text."""
    path = folder / "plot_own.py"
    path.write_text(script, encoding="utf-8")
    return download_of(path, folder)


def run_of(printed: str, folder: Path, options: ScriptOptions | None = None) -> Download:
    """Make a download whose page shows these lines, all by the script itself."""
    download = made_by(folder, f"print({printed!r})")
    return dataclasses.replace(download, options=options or ScriptOptions())
