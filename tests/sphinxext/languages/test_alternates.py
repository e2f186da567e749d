"""The same pages in two languages: from each page to the same one in the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from helpers.sphinx_projects import Build, Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = {"en": "en", "zh": "zh_CN"}
Sites = dict[tuple[str, str], Build]


def build(project: Project, builder: str, language: str) -> Build:
    done = project.build(
        *("-D", f"language={LANGUAGES[language]}"),
        builder=builder,
        source=language,
        out=f"{builder}/{language}",
        doctrees=f"trees-{language}",
    )
    assert ("", 0) == (done.warnings, done.status), done.output
    return done


@pytest.fixture(scope="module")
def sites(new_project: Callable[[str], Project]) -> Sites:
    project = new_project("languages")
    return {
        (builder, language): build(project, builder, language)
        for builder in ("html", "dirhtml")
        for language in LANGUAGES
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_page_leads_to_the_same_page_in_the_other_language(
    sites: Sites, builder: str
) -> None:
    for here, there in (("en", "zh"), ("zh", "en")):
        folder = sites[builder, here].folder
        pages = sorted(folder.rglob("*.html"))
        for page in pages:
            name = page.relative_to(folder).with_suffix("").as_posix()
            own, other = (
                sites[builder, here].page(name).select_one(f"#languages a[lang={code}]")
                for code in (here, there)
            )
            assert own is not None
            assert other is not None
            target = (page.parent / str(other["href"])).resolve()
            if target.is_dir():
                target /= "index.html"

            assert ["here"] == own["class"]
            assert {"en": "English", "zh": "中文"}[there] == other.text
            assert sites[builder, there].folder / page.relative_to(folder) == target
            assert target.is_file()
        assert 7 <= len(pages)


def test_gallery_is_in_the_language_and_of_one_run(sites: Sites) -> None:
    english, chinese = (sites["html", language] for language in LANGUAGES)
    page = chinese.page("gallery/plot_hello")

    assert "1 scripts ran (plot_hello), 0 runs reused" == english.closing()
    assert "0 scripts ran, 1 runs reused" == chinese.closing()
    assert english.lines("gallery/plot_hello") == chinese.lines("gallery/plot_hello")
    assert "Greeting" in text_of(english.page("gallery/plot_hello").h1)
    assert "问候" in text_of(page.h1)
    assert "它说什么。" in page.get_text()
    assert "What it says." not in page.get_text()


def test_search_engines_are_told_of_the_other_language(sites: Sites) -> None:
    head = sites["html", "zh"].page("part/page").head
    assert head is not None
    found = {
        str(link["hreflang"]): str(link["href"]) for link in head.select("link[rel=alternate]")
    }

    assert {
        "en": "../../en/part/page.html",
        "zh": "../../zh/part/page.html",
        "x-default": "../../index.html",
    } == found


def test_missing_translation_is_told_with_file_and_line(
    new_project: Callable[[str], Project],
) -> None:
    project = new_project("languages")
    project.edit("examples/plot_hello.zh.rst", ".. %% hello", ".. %% helo")

    done = project.build("-D", "language=zh_CN", source="zh", out="zh")

    assert 0 != done.status
    assert re.search(
        r"plot_hello\.zh\.rst: no text for 'hello' \(\S*plot_hello\.py, line 8\)", done.output
    )
    assert re.search(
        r"text for 'helo', which \S*plot_hello\.py does not have; did you mean 'hello'\?",
        done.output,
    )


def test_project_without_languages_has_no_switcher(new_project: Callable[[str], Project]) -> None:
    project = new_project("languages")
    project.edit("conf.py", '{"en": "English", "zh": "中文"}', "{}")

    page = build(project, "html", "en").page("index")

    assert [] == page.select("#languages a")
    assert [] == page.select("link[rel=alternate]")
