"""Every text that the extension puts on pages is in the catalogue of each language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from concurdocs import sphinxext
from concurdocs.sphinxext.basis._messages import LOCALES, find_catalogue
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


def test_a_build_has_nothing_of_one_before_it_in_another_language(tmp_path: Path) -> None:
    # As where several builds are made by one process: servers that build anew, notebooks.
    (tmp_path / "conf.py").write_text('extensions = ["concurdocs.sphinxext"]', encoding="utf-8")
    (tmp_path / "index.rst").write_text("Page\n====\n\n.. answer::\n\n   Yes.\n", encoding="utf-8")
    code = """
import sys
from sphinx.application import Sphinx
for number, language in enumerate(["en", "zh_CN", "en", "de"]):
    out = f"out{number}"
    app = Sphinx(".", ".", out, f"{out}/trees", "html", {
        "language": language, "sphinx_gallery_conf.examples_dirs": [],
    }, status=None)
    app.build()
    html = open(f"{out}/index.html", encoding="utf-8").read()
    print(html.partition("<summary>")[2].partition("</summary>")[0])
"""

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        timeout=120,
    )

    assert ["Answer", "答案", "Answer", "Answer"] == done.stdout.splitlines()
