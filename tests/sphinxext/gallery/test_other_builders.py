"""Formats other than pages of HTML: each shows the output in its way, and runs nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from helpers.foreign_gallery import STAGED

if TYPE_CHECKING:
    from helpers.sphinx_projects import Build, Project


@pytest.fixture(scope="module")
def other_builders(foreign_project: Project, foreign_site: Build) -> dict[str, Build]:
    assert 0 == foreign_site.status
    builders = ("text", "latex", "man", "epub", "singlehtml", "dirhtml", "gettext")
    # Sphinx wants doctrees of its own for gettext; the runs beside them serve all.
    return {
        builder: foreign_project.build(
            builder=builder, doctrees="messages" if builder == "gettext" else "doctrees"
        )
        for builder in builders
    }


def test_other_builders_run_nothing_and_do_not_fail(other_builders: dict[str, Build]) -> None:
    for name, build in other_builders.items():
        assert (name, 0) == (name, build.status)
        # The script that is meant to fail is played each time, but not run.
        assert (name, f"0 scripts ran, {len(STAGED)} runs reused") == (name, build.closing())
        assert (name, "") == (name, build.warnings)


BLOCK = [
    "ann begins", "ann ends", "ann joined 0", "bo begins", "bo ends", "bo joined 0",
]  # fmt: skip


def test_text_has_a_plain_block(other_builders: dict[str, Build]) -> None:
    text = (other_builders["text"].folder / "gallery/plot_fork.txt").read_text(encoding="utf-8")

    assert "\n\n" + "".join(f"   {line}\n" for line in BLOCK) + "\n" in text
    assert "data-pid" not in text


def test_latex_has_a_plain_block(other_builders: dict[str, Build]) -> None:
    text = (other_builders["latex"].folder / "foreign.tex").read_text(encoding="utf-8")

    assert 3 == text.count("\n".join(BLOCK).replace(" ", r"\PYG{+w}{ }")) or 3 == text.count(
        "\n".join(BLOCK)
    )


def test_man_has_a_plain_block(other_builders: dict[str, Build]) -> None:
    text = (other_builders["man"].folder / "foreign.1").read_text(encoding="utf-8")

    assert 3 == text.count("\n".join(BLOCK))


def test_epub_is_well_formed_and_has_a_plain_block(other_builders: dict[str, Build]) -> None:
    # A reading device refuses a page that is no XML.
    page = ET.parse(other_builders["epub"].folder / "gallery/plot_fork.xhtml")  # noqa: S314 - ours
    blocks = ["".join(tag.itertext()) for tag in page.iter("{http://www.w3.org/1999/xhtml}pre")]

    assert "\n".join(BLOCK) + "\n" in blocks


def test_single_page_has_every_output_once_and_no_dead_link(
    other_builders: dict[str, Build],
) -> None:
    site = other_builders["singlehtml"]
    page = site.page("index")
    links = [str(link["href"]) for link in page.select("a[download]")]

    assert 3 == site.lines("index").count("ann begins")
    assert [] == [link for link in links if not (site.folder / link).exists()]
    ids = Counter(str(tag["id"]) for tag in page.select("[id^=run-]"))
    assert [] == [ident for ident, count in ids.items() if count > 1]


def test_page_in_its_own_folder_leads_to_the_record(other_builders: dict[str, Build]) -> None:
    site = other_builders["dirhtml"]
    page = site.page("gallery/plot_fork/index")
    links = [str(link["href"]) for link in page.select(".run-downloads a")]

    assert 6 + 1 == len(site.lines("gallery/plot_fork/index"))
    assert ["../../_runs/plot_fork.json", "../../_runs/plot_fork.trace.json"] == links
    assert all((site.folder / "gallery/plot_fork" / link).is_file() for link in links)


def test_catalogue_of_messages_has_no_output(other_builders: dict[str, Build]) -> None:
    text = "".join(file.read_text("utf-8") for file in other_builders["gettext"].folder.glob("*"))

    assert "Functions and classes of this very script" in text
    assert "ann begins" not in text
