"""Sphinx-gallery's own texts are found on its pages, and come out in the site's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from concurdocs.sphinxext.languages import _gallery_texts
from concurdocs.sphinxext.languages._gallery_texts import PATTERNS, translate_gallery_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.sphinx_projects import Project

OTHER_VERSIONS = {":download:`Download python source code: "}
"""What sphinx-gallery writes in other versions than the one at hand."""


@pytest.fixture(scope="module")
def pages(new_project: Callable[[str], Project]) -> str:
    """Everything that sphinx-gallery wrote for a small gallery."""
    project = new_project("languages")
    project.edit("conf.py", '"gallery"}', '"gallery", "show_memory": True}')
    build = project.build(source="en")
    assert 0 == build.status, build.output
    written: list[Path] = sorted((project.source / "en" / "gallery").rglob("*.rst"))
    return "\n".join(path.read_text(encoding="utf-8") for path in written)


@pytest.fixture
def in_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language that is English in capitals, but for what is filled in and markup."""

    def translate(text: str) -> str:
        return re.sub(r"(\{\w+\}|:\w+:)|([a-z]+)", lambda m: m[1] or m[2].upper(), text)

    monkeypatch.setattr(_gallery_texts, "_", translate)


def test_every_text_is_found(pages: str) -> None:
    missing = {text for text, pattern in PATTERNS.items() if not pattern.search(pages)}

    assert OTHER_VERSIONS == missing


@pytest.mark.usefixtures("in_capitals")
def test_texts_are_translated_with_what_is_filled_in(pages: str) -> None:
    page = translate_gallery_texts(pages)

    assert re.search(r":ref:`GO TO THE END <sphx_\w+\.py>`", page)
    assert re.search(r"\*\*TOTAL .*:\*\* \(\d+ MINUTES [\d.]+ SECONDS\)", page)
    assert "\nCOMPUTATION TIMES\n==================================\n" in page


def test_text_stays_where_the_catalogue_has_none(
    pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_gallery_texts, "_", str)

    assert pages == translate_gallery_texts(pages)
