"""Ends of lines in sources of Chinese pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import BeautifulSoup

    from helpers.sphinx_projects import Build, Project


@pytest.fixture(scope="module")
def project(new_project: Callable[[str], Project]) -> Project:
    return new_project("search")


@pytest.fixture(scope="module")
def chinese(project: Project) -> Build:
    return project.build("-D", "language=zh_CN", source="zh", out="zh", doctrees="doctrees-zh")


@pytest.fixture(scope="module")
def english(project: Project) -> Build:
    return project.build(source="en", out="en", doctrees="doctrees-en")


def paragraphs(page: BeautifulSoup) -> list[str]:
    return [found.get_text() for found in page.select("section > p")]


def test_lines_of_chinese_markdown_join_without_a_space(chinese: Build) -> None:
    assert [
        (
            "第一行在这里结束。第二行从这里开始，第三行说僵尸进程，第四行说fork，"
            "第五行说spawn和forkserver。"
        ),
        "这行是英文：one\ntwo，后面是引号“三”。",
    ] == paragraphs(chinese.page("index"))


def test_lines_of_chinese_rst_join_without_a_space(chinese: Build) -> None:
    assert ["rST里的第一行，第二行用 强调，第三行。"] == paragraphs(chinese.page("verse"))


def test_lines_that_are_meant_stay(chinese: Build) -> None:
    assert ["诗的第一行", "诗的第二行"] == [
        line.get_text() for line in chinese.page("verse").select(".line")
    ]
    assert ["代码第一行\n代码第二行\n"] == [
        code.get_text() for code in chinese.page("index").select("pre")
    ]


def test_english_pages_keep_spaces_beside_chinese_words(english: Build) -> None:
    assert ["A sentence that ends with 进程\nis English, as is this 进程 one."] == paragraphs(
        english.page("index")
    )
