"""Every text that the extension puts on pages is in the catalogue of each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from concurdocs import sphinxext
from concurdocs.sphinxext._messages import LOCALES, find_catalogue
from concurdocs.sphinxext.languages._gallery_texts import GALLERY_TEXTS, GALLERY_TITLE

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/concurdocs.po"))


def texts_of_the_code() -> set[str]:
    extracted = extract_from_dir(Path(sphinxext.__file__).parent, keywords={"_": None})
    found = {str(message) for _, _, message, _, _ in extracted}
    assert "Answer" in found
    return found | {*GALLERY_TEXTS, GALLERY_TITLE}


def translations(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_catalogue_has_all_texts_and_no_others(path: Path) -> None:
    assert texts_of_the_code() == set(translations(path))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_have_what_is_filled_in(path: Path) -> None:
    for text, translation in translations(path).items():
        assert translation
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", translation))


@pytest.mark.parametrize(
    ("language", "folder"),
    [
        ("zh_CN", "zh_CN"), ("zh", "zh_CN"), ("zh_TW", "zh_CN"), ("ZH-cn", "zh_CN"),
        ("en", ""), ("de", ""), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_language_without_a_catalogue_gets_that_of_its_neighbours(
    language: str | None, folder: str
) -> None:
    path = find_catalogue(language)

    assert folder == (path.parts[-3] if path else "")
