"""The languages of the site are those of its folders, for all that builds or checks it."""

from __future__ import annotations

import runpy

from helpers.places import DOCS
from site_languages import FOLDERS


def test_each_language_has_a_folder_of_pages_and_no_other_has_one() -> None:
    assert sorted(FOLDERS) == sorted(path.parent.name for path in DOCS.glob("*/index.md"))


def test_configuration_names_every_language_in_its_own_words() -> None:
    configuration = runpy.run_path(str(DOCS / "conf.py"))

    assert {"en": "English", "zh": "中文"} == configuration["concurdocs_languages"]
