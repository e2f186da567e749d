"""matplotlib's figures, drawn on the stage, stand where sphinx-gallery puts them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.sphinx_projects import Build, Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("matplotlib", reason="draws the figures", exc_type=ImportError)

PAGE = "gallery/plot_figures"


@pytest.fixture(scope="module")
def site(new_project: Callable[[str], Project]) -> Build:
    return new_project("figures").build()


def size(picture: Path) -> tuple[int, int]:
    """Return width and height of a PNG file, in pixels."""
    return struct.unpack(">II", picture.read_bytes()[16:24])


def test_build_has_no_warning(site: Build) -> None:
    assert ("", 0) == (site.warnings, site.status), site.output


def test_pictures_stand_with_their_titles_where_they_were_drawn(site: Build) -> None:
    page = site.page(PAGE)
    tags = page.select(
        ".highlight-Python, img.sphx-glr-single-img, img.sphx-glr-multi-img, pre.run-output"
    )
    kinds = [
        "code" if tag.name == "div" else tag.get("alt") if tag.name == "img" else tag.text
        for tag in tags
    ]

    assert [
        "code", "a title", "one is drawn\n",
        "code", "red", "green",
        "code",
        "code", "ended", "nothing yet\n", "now\n",
    ] == kinds  # fmt: skip


def test_pictures_come_in_both_resolutions(site: Build) -> None:
    image = site.page(PAGE).select_one("img.sphx-glr-single-img")
    assert image is not None
    small, large = (part.split()[0] for part in str(image["srcset"]).split(","))
    folder = (site.folder / PAGE).parent

    assert (200, 100) == size(folder / small)
    assert (400, 200) == size(folder / large)


def test_thumbnail_is_made_of_the_first_picture(site: Build) -> None:
    images = site.page("gallery/index").select(".sphx-glr-thumbcontainer img")
    thumbnails = sorted(Path(str(image["src"])).name for image in images)
    names = [f"sphx_glr_plot_figures_00{number}.png" for number in range(1, 6)]

    # A script that draws nothing has a drawing of its run.
    assert "sphx_glr_plot_figures_thumb.png" == thumbnails[0]
    assert "sphx_glr_plot_no_figure_thumb.svg" == thumbnails[-1]
    assert [True] * 4 + [False] == [(site.folder / "_images" / name).exists() for name in names]


def test_script_without_pictures_has_none(site: Build) -> None:
    page = site.page("gallery/plot_no_figure")

    assert "no figure\n" == text_of(page.select_one("pre.run-output"))
    assert [] == page.select("img.sphx-glr-single-img")


def test_output_of_a_block_that_defers_its_figures_for_good_is_shown(site: Build) -> None:
    page = site.page("gallery/plot_last_deferred")

    assert ["the beginning\n", "the end\n"] == [
        text_of(pre) for pre in page.select("pre.run-output")
    ]
