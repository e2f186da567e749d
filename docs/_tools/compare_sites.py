"""Compare two builds of the site that show the same runs, to see what a change of the code changes.

``compare_sites.py hand-over OLD_STORE NEW_STORE`` puts the runs of one store into another, where
they have other keys; ``compare_sites.py compare OLD NEW`` tells in which files two built sites
differ, and in which lines. So: build with the old code, build with the new, hand over, build with
the new code once more, compare.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = re.compile(r"\b(?P<script>plot_\w+)-[0-9a-f]{16}\b")
"""The key of a run; it depends on the recorder's version, and ids on pages contain it."""

_QUOTATION_MARKS = (("&quot;", '"'), ("&#34;", '"'), ("&#x27;", "'"), ("&#39;", "'"))
"""How libraries escape them; a browser makes the same of each."""

_TEXT = {".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".txt", ".xml"}
_WIDTH = 160
"""Characters of a line that are shown; a page's figure is one line of many thousands."""


def hand_over(old: Path, new: Path) -> list[str]:
    """Put the runs of a store into another, which has runs of the same scripts.

    Args:
        old: The store with the runs that are wanted.
        new: The store of the other code; its runs are replaced.

    Returns:
        Names of scripts that one store has and the other has not.

    """
    runs = {_script(folder): folder for folder in old.iterdir() if folder.is_dir()}
    targets = {_script(folder): folder for folder in new.iterdir() if folder.is_dir()}
    for script in runs.keys() & targets.keys():
        for file in runs[script].iterdir():
            # What the run depends on is kept: those are files of the new code.
            if file.name != "files.json":
                shutil.copy(file, targets[script])
    return sorted(runs.keys() ^ targets.keys())


def _script(folder: Path) -> str:
    return folder.name.rpartition("-")[0]


def differences(old: Path, new: Path) -> Iterator[tuple[str, list[str]]]:
    """Find the files in which two built sites differ.

    Keys of runs do not count, nor how quotation marks are escaped.

    Args:
        old: Folder of a site.
        new: Folder of the other.

    Yields:
        Name of a file and what differs in it, a line each.

    """
    names = {
        file.relative_to(site).as_posix()
        for site in (old, new)
        for file in site.rglob("*")
        if file.is_file()
    }
    for name in sorted(names):
        files = old / name, new / name
        missing = [str(file) for file in files if not file.is_file()]
        if missing:
            yield name, [f"is not in {', '.join(missing)}"]
        elif files[0].suffix in _TEXT:
            lines = [_lines(file) for file in files]
            if lines[0] != lines[1]:
                yield name, _changes(*lines)
        elif files[0].read_bytes() != files[1].read_bytes():
            yield name, ["is another file"]


def _lines(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8", errors="backslashreplace")
    for escaped, mark in _QUOTATION_MARKS:
        text = text.replace(escaped, mark)
    # A line for each element, or a figure would be a single one.
    return _KEY.sub(r"\g<script>-KEY", text).replace("><", ">\n<").splitlines()


def _changes(old: list[str], new: list[str]) -> list[str]:
    changes = difflib.unified_diff(old, new, lineterm="", n=0)
    return [line[:_WIDTH] for line in changes if not line.startswith(("---", "+++", "@@"))]


def main() -> int:
    """Run the command line; the exit status is 1 if something differs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("step", choices=["hand-over", "compare"])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--lines", type=int, default=12, help="shown of each file (default 12)")
    options = parser.parse_args()
    if options.step == "hand-over":
        unmatched = hand_over(options.old, options.new)
        print(*(f"{name} is in one of the stores only" for name in unmatched), sep="\n")
        return 1 if unmatched else 0
    found = list(differences(options.old, options.new))
    for name, changes in found:
        print(name, *(f"  {change}" for change in changes[: options.lines]), sep="\n")
        if len(changes) > options.lines:
            print(f"  … and {len(changes) - options.lines} more")
    print(f"{len(found)} files differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
