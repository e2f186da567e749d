"""Times and memory use on the pages of a gallery are those of the runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from helpers.foreign_gallery import STAGED
from helpers.sphinx_projects import Build, Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable


def recorded_total(site: Build, name: str) -> str:
    """Return the time in a figure's or record's words, in seconds with three decimals."""
    found = re.search(r'"total":([\d.]+)', (site.folder / "_runs" / f"{name}.json").read_text())
    assert found is not None
    return f"{float(found[1]):.3f}"


@pytest.mark.parametrize("page", ["sg_execution_times", "gallery/sg_execution_times"])
def test_running_times_are_those_of_the_runs(foreign_site: Build, page: str) -> None:
    rows = [row.select("td") for row in foreign_site.page(page).select("tbody tr")]
    times = {re.findall(r"\w+\.py", row[0].text)[-1]: row[1].text for row in rows}

    for name in STAGED:
        total = recorded_total(foreign_site, f"plot_{name}")
        said = foreign_site.page(f"gallery/plot_{name}").select_one(".sphx-glr-timing")
        assert (
            f"Total running time of the script: (0 minutes {total} seconds)"
            == text_of(said).strip()
        )
        assert f"00:{float(total):06.3f}" == times[f"plot_{name}.py"]
    assert float(recorded_total(foreign_site, "plot_late")) > 0.2


def test_no_page_speaks_of_memory_unless_asked_to(foreign_site: Build) -> None:
    pages = sorted((foreign_site.folder / "gallery").glob("plot_*.html"))

    assert len(STAGED) + 1 == len(pages)
    assert [] == [page.name for page in pages if "memory usage" in page.read_text()]


def test_memory_is_shown_where_asked_for(new_project: Callable[[str], Project]) -> None:
    project = new_project("foreign")
    project.edit("conf.py", '"gallery",\n', '"gallery",\n    "show_memory": True,\n')
    project.edit("conf.py", '"expected', '"filename_pattern": "plot_late",\n    "expected')

    site = project.build()
    said = text_of(site.page("gallery/plot_late").select_one("p:-soup-contains('memory usage')"))

    found = re.fullmatch(r"Estimated memory usage:\s+(\d+) MB", said.strip())
    assert found is not None
    assert int(found[1]) >= 5
