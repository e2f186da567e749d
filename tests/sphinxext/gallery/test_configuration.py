"""What a project sets, and what it is told of what it can't have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Project


@pytest.mark.parametrize(
    ("doctrees", "store"),
    [("html/.doctrees", "html/.doctrees/concurdocs-runs"), ("doctrees", "concurdocs-runs")],
)
def test_runs_are_kept_where_they_are_not_published(
    new_project: Callable[[str], Project], doctrees: str, store: str
) -> None:
    project = new_project("foreign")
    project.edit("conf.py", '"expected', '"filename_pattern": "plot_late",\n    "expected')

    site = project.build(doctrees=doctrees)
    kept = [path.relative_to(site.folder.parent) for path in site.folder.parent.rglob("run.json")]

    assert [Path(store)] == [path.parents[1] for path in kept]


def test_what_cannot_be_carried_over_is_said(new_project: Callable[[str], Project]) -> None:
    project = new_project("foreign")
    project.write(
        "shapes.py",
        'def scrape(*_):\n    return ""\n\ndef _get_sg_image_scraper():\n    return scrape\n',
    )
    project.edit(
        "conf.py",
        '"gallery",\n',
        '"gallery",\n    "image_scrapers": ("matplotlib", "shapes"),\n'
        '    "matplotlib_animations": True,\n    "filename_pattern": "plot_late",\n',
    )
    project.edit(
        "conf.py", "# A project", "import os, sys\nsys.path.insert(0, os.path.abspath('.'))\n#"
    )

    said = project.build().warnings.splitlines()
    project.edit(
        "conf.py", "html_theme", 'suppress_warnings = ["concurdocs.lost_pictures"]\nhtml_theme'
    )
    silenced = project.build().warnings

    assert 2 == len(said)
    assert "the image scraper 'shapes' can't reach into the processes" in said[0]
    assert "sphinx_gallery_conf['matplotlib_animations'] can't reach into the proc" in said[1]
    assert all("# concurdocs: stage = false" in line for line in said)
    assert "" == silenced
