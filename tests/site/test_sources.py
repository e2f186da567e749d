"""What the texts say of a version of Python has a link to its source in the same paragraph."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from concurdocs.scripts import script_blocks
from helpers.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = re.compile(r"(?<![\d.])3\.(?:[4-9]|1\d)(?:\.\d+)?(?![\d.]*\d| \w*秒| seconds)")
SOURCE = re.compile(r"\]\(https://|<https://|\{(?:py|external\+python):|:(?:py|external\+python):")
OF_THE_SCRIPTS = (
    "For Python 3.10 to 3.15; it prints",
    "Python 3.10 or newer, and nothing else",
    "To run the scripts yourself you need Python 3.10",
    "适用于Python 3.10至3.15，可以打印",
    "Python 3.10或更高版本，除此之外",
    "要自己运行这些脚本，需要Python 3.10",
    "| `# concurdocs: python = 3.12` |",
)
"""Which Python these scripts are for is said by this project, and by nobody else."""


def texts() -> Iterator[tuple[str, str]]:
    """Find the parts that need a source of their own: a paragraph, an example, a belief."""
    for path in sorted(ROOT.glob("docs/[ez][nh]/**/*.md")):
        name = path.relative_to(ROOT)
        if not {"gallery", "script_downloads"} & set(name.parts):
            for part in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
                yield name.as_posix(), part
    for path in sorted(ROOT.glob("examples/*/plot_*.py")):
        blocks = script_blocks(path.read_text(encoding="utf-8"))
        yield path.name, "\n".join(block.text for block in blocks)
    for path in sorted(ROOT.glob("examples/*/plot_*.zh.rst")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted(ROOT.glob("docs/curriculum/*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("row", {}).values():
            # A belief may be wrong, and has no source.
            yield from ((path.name, row[key]) for key in ("truth_en", "truth_zh") if key in row)


def without_source(name: str, text: str) -> list[str]:
    """Return the lines that name a version, if the text has no link to a source."""
    if SOURCE.search(text):
        return []
    lines = [line for line in text.splitlines() if VERSION.search(line)]
    return [f"{name}: {line}" for line in lines if not line.startswith(OF_THE_SCRIPTS)]


def test_every_statement_about_a_version_has_its_source() -> None:
    parts = list(texts())

    assert len([text for _, text in parts if VERSION.search(text)]) > 2 * 20  # in two languages
    assert [] == [line for name, text in parts for line in without_source(name, text)]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Since 3.14 it is the default.", True),
        ("从3.14.9起是默认值。", True),
        ("Python 3.8起", True),
        ("`spawn` since Python 3.8, `fork` before", True),
        ("Since {external+python:doc}`3.13 <whatsnew/3.13>` it is.", False),
        ("Since 3.12 it warns ([issue](https://github.com/python/cpython/issues/1)).", False),
        (":py:func:`os.process_cpu_count` exists since 3.13.", False),
        ("It naps for 3.5 seconds.", False),
        ("Version 13.12 of something else, and 3.2.", False),
    ],
)
def test_statement_is_told_from_other_numbers(text: str, *, is_told: bool) -> None:
    assert ([f"page: {text}"] if is_told else []) == without_source("page", text)
