"""The command of ``check_parity.py``: are the two languages in step?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from parity.gate import LedgerError, PathError, accept, check

if TYPE_CHECKING:
    from collections.abc import Sequence

_HINT = (
    "To mark a part of a page as different on purpose, put a line '% parity: off — the reason' "
    "before it and '% parity: on' behind it."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; by default this process's.

    Returns:
        The exit status: 0 if the languages are in step, 1 if something was found, 2 if it
        could not be looked for.

    """
    parser = argparse.ArgumentParser(
        prog="tox -e parity --",
        description="Find out whether the pages and examples are in step in both languages.",
    )
    parser.add_argument(
        "docs", nargs="?", default="docs", type=Path, metavar="DOCS",
        help="folder with a folder for each language (default: docs)",
    )  # fmt: skip
    parser.add_argument(
        "--examples", type=Path, metavar="FOLDER", help="default: examples, beside DOCS"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--accept", nargs="+", type=Path, metavar="PATH",
        help="record that these pairs agree now; name a file of either language, or a folder",
    )  # fmt: skip
    group.add_argument("--accept-all", action="store_true", help="do so for all pairs")
    options = parser.parse_args(arguments)
    try:
        if options.accept or options.accept_all:
            return _accept(options.docs, options.accept, options.examples)
        return _check(options.docs, options.examples)
    except (LedgerError, PathError) as error:
        print(f"parity: {error}", file=sys.stderr)
        return 2


def _check(docs: Path, examples: Path | None) -> int:
    findings = check(docs, examples)
    _say(*findings)
    if findings:
        _say(f"\nparity: {_count(len(findings))}. {_HINT}")
        return 1
    _say("parity: the languages are in step.")
    return 0


def _accept(docs: Path, paths: list[Path] | None, examples: Path | None) -> int:
    changed, refused = accept(docs, paths, examples)
    _say(*(f"accepted: {key}" for key in changed), *refused)
    if refused:
        _say(f"\nparity: not accepted because of {_count(len(refused))}. {_HINT}")
        return 1
    if not changed:
        _say("parity: nothing has changed.")
    return 0


def _count(number: int) -> str:
    return "1 finding" if number == 1 else f"{number} findings"


def _say(*lines: object) -> None:
    for line in lines:
        print(line)
