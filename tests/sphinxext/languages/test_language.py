"""What a program must know of a language besides its words."""

from __future__ import annotations

import pytest

from concurdocs.sphinxext.languages import is_chinese, join_sentences


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh_CN", True), ("zh", True), ("ZH-tw", True), ("en", False), ("", False), (None, False)],
)
def test_chinese_is_known_in_every_spelling(language: str | None, expected: bool) -> None:  # noqa: FBT001 - what is expected
    assert expected is is_chinese(language)


def test_sentences_of_chinese_follow_one_another_without_a_space() -> None:
    assert "一。二。" == join_sentences("一。", "二。", language="zh_CN")
    assert "One. Two." == join_sentences("One.", "Two.", language="en")
