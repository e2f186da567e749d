"""The page of beliefs, made from the map of the curriculum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.places import DOCS
from helpers.sphinx_projects import Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

SITE_EXTENSIONS = {"PYTHONPATH": str(DOCS / "_ext")}


@pytest.mark.parametrize(("language", "verdict"), [("en", "False."), ("zh_CN", "错误。")])
def test_beliefs_come_from_the_map_in_the_order_of_the_rows(
    new_project: Callable[[str], Project], language: str, verdict: str
) -> None:
    done = new_project("beliefs").build(
        "-n", "-W", "-D", f"language={language}", environment=SITE_EXTENSIONS
    )

    assert (0, "") == (done.status, done.warnings)
    (belief,) = done.page("index").select(".belief")
    assert verdict == text_of(belief.strong)
    assert "Naps · plot_nap" == text_of(belief.select_one(".belief-links"))


def test_a_map_that_is_not_complete_is_a_warning(new_project: Callable[[str], Project]) -> None:
    project = new_project("beliefs")
    project.edit("map/first.toml", 'run = "plot_nap"\n', "")

    done = project.build(environment=SITE_EXTENSIONS)

    assert "first.toml: row 9 has a belief but no 'run'" in done.warnings
