"""One set of examples, two languages: each script runs once, each site is in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from helpers.sphinx_projects import Build, Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESS = {"SITE_URL": "https://example.org/docs/"}


class Sites(NamedTuple):
    """The project and its two builds."""

    project: Project
    en: Build
    zh: Build


def build(project: Project, language: str, builder: str = "html", **variables: str) -> Build:
    folder = language.partition("_")[0]
    return project.build(
        "-n", "-W", "--keep-going", "-D", f"language={language}",
        source=folder, out=f"{builder}/{folder}", doctrees=f"doctrees/{folder}", builder=builder,
        environment=variables,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sites(new_project: Callable[[str], Project]) -> Sites:
    project = new_project("bilingual")
    return Sites(project, build(project, "en", **ADDRESS), build(project, "zh_CN", **ADDRESS))


def test_both_builds_succeed_and_scripts_run_once(sites: Sites) -> None:
    assert (0, "") == (sites.en.status, sites.en.warnings)
    assert (0, "") == (sites.zh.status, sites.zh.warnings)
    assert "2 scripts ran (plot_fails, plot_nap), 0 runs reused" == sites.en.closing()
    assert "0 scripts ran, 2 runs reused" == sites.zh.closing()


def test_pages_of_both_languages_show_the_same_run(sites: Sites) -> None:
    for page in ("gallery/plot_nap", "gallery/plot_fails"):
        own = [
            [(line["data-pid"], line["data-t"], line.text) for line in site.page(page).select(
                "pre.run-output > .run-line"
            )]
            for site in (sites.en, sites.zh)
        ]  # fmt: skip
        if page == "gallery/plot_nap":
            assert own[0] == own[1]
            assert 3 == len(own[0])


def test_each_gallery_page_is_in_its_language(sites: Sites) -> None:
    english, chinese = (site.page("gallery/plot_nap") for site in (sites.en, sites.zh))
    assert "A nap" == text_of(english.h1).rstrip("¶#")
    assert "小睡" == text_of(chinese.h1).rstrip("¶#")
    assert "中文介绍。" in chinese.text
    for words in ("Download", "Go to the end", "running time", "Gallery generated"):
        assert (words in english.text, words in chinese.text) == (True, False)


def test_comments_for_the_recorder_leave_no_trace(sites: Sites) -> None:
    for site in (sites.en, sites.zh):
        page = site.page("gallery/plot_nap")
        assert "concurdocs:" not in page.text
        codes = [code.text.strip() for code in page.select(".highlight-Python pre")]
        assert ["import", "if"] == [code.split()[0] for code in codes]


def test_tracebacks_have_the_line_numbers_of_the_script_as_the_reader_sees_it(
    sites: Sites,
) -> None:
    for site, line in ((sites.en, 12), (sites.zh, 11)):
        assert f'  File "plot_fails.py", line {line}, in <module>' in site.lines(
            "gallery/plot_fails"
        )


def test_downloads_hold_the_tasks_and_the_texts_of_the_language(sites: Sites) -> None:
    for site, text in ((sites.en, "A first sentence."), (sites.zh, "只有一句。")):
        link = site.page("gallery/plot_nap").select_one(".sphx-glr-download-python a")
        assert link is not None
        script = (site.folder / "gallery" / str(link["href"])).read_text(encoding="utf-8")
        assert "def nap(" in script
        assert "concurdocs.tasks" not in script
        assert text in script
        assert not site.page("gallery/plot_nap").select(".sphx-glr-download-zip")


def test_the_same_page_in_the_other_language(sites: Sites) -> None:
    for builder, target in (("html", "deep/page.html"), ("dirhtml", "deep/page/index.html")):
        site = sites.en if builder == "html" else build(sites.project, "en", builder, **ADDRESS)
        page = site.page(target.removesuffix(".html"))
        links = {str(link["lang"]): str(link["href"]) for link in page.select("a.language")}
        there = (site.folder / target).parent / links["zh"]
        expected = site.folder.parent / "zh" / target.removesuffix("index.html")
        assert expected.resolve() == there.resolve()
        assert ["en"] == [link["lang"] for link in page.select("a.language[aria-current]")]


def test_search_engines_are_told_of_all_languages(sites: Sites) -> None:
    page = sites.zh.page("deep/page")
    alternates = {
        link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")
    }
    base = "https://example.org/docs"
    expected = {
        "en": f"{base}/en/deep/page.html",
        "zh": f"{base}/zh/deep/page.html",
        "x-default": f"{base}/index.html",
    }
    assert expected == alternates
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None
    assert f"{base}/zh/deep/page.html" == canonical["href"]
    site_map = (sites.zh.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<url><loc>{base}/zh/deep/page.html</loc>" in site_map
    assert site_map.count("<url>") == site_map.count('hreflang="x-default"')


def test_the_report_lists_examples_and_claims(sites: Sites) -> None:
    tables = [
        [[cell.text.strip() for cell in row.select("td")] for row in table.select("tbody tr")]
        for table in sites.zh.page("about").select("table")
    ]
    machine, examples, claims = tables
    assert 5 == len(machine)
    assert ["plot_fails", "plot_nap", "合计"] == [row[0] for row in examples]
    assert [["小睡", 'printed(plot_nap, "ann ends") == 1', "✓"]] == [
        [row[0], row[1], row[3]] for row in claims
    ]


def test_a_missing_translation_fails_the_build(new_project: Callable[[str], Project]) -> None:
    project = new_project("bilingual")
    (project.source / "examples" / "plot_fails.zh.rst").unlink()
    done = build(project, "zh_CN")
    assert 0 != done.status
    assert "plot_fails.py: no translation; write it to plot_fails.zh.rst beside it" in done.output


def test_a_rebuild_runs_and_reads_nothing(sites: Sites) -> None:
    again = build(sites.project, "zh_CN", **ADDRESS)
    assert "0 scripts ran, 2 runs reused" == again.closing()
    assert "0 added, 0 changed, 0 removed" == again.changed()
