"""The last matrix of downloads, on the page that reports of the build."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from concurdocs.matrix import Cell, save_matrix
from helpers.sphinx_projects import Project

if TYPE_CHECKING:
    from pathlib import Path

PASSED = Cell("3.10.1", "fork", "plot_a.py", "", 1.0)
FAILED = Cell("3.10.1", "fork", "plot_b.py", "missing: 'x'", 1.0, 3, lines_as_on_page=False)


def test_report_shows_the_last_matrix(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(
        "conf.py",
        'extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]\n'
        'exclude_patterns = ["_build", "examples"]\n'
        'sphinx_gallery_conf = {"examples_dirs": "examples", "gallery_dirs": "gallery"}\n'
        'concurdocs_matrix = "results/matrix.json"\n',
    )
    toctree = ".. toctree::\n\n   gallery/index\n"
    project.write("index.rst", f"Report\n======\n\n.. build-report::\n\n{toctree}")
    project.write("examples/GALLERY_HEADER.rst", "Gallery\n=======\n")
    project.write("examples/plot_one.py", '"""\nOne\n===\n"""\nprint(1)\n')
    result = tmp_path / "results" / "matrix.json"

    tables = []
    for cells in ([], [PASSED, FAILED], [PASSED, dataclasses.replace(FAILED, problem="")]):
        if cells:
            save_matrix(result, cells)
        build = project.build()
        assert "" == build.warnings
        tables.append(matrix_on(build.folder))

    assert [
        [],
        [["3.10.1", "fork", "1 / 2", "plot_b.py"]],
        [["3.10.1", "fork", "2 / 2", "–"]],
    ] == tables


def matrix_on(folder: Path) -> list[list[str]]:
    page = BeautifulSoup((folder / "index.html").read_bytes(), "html.parser")
    tables = [table for table in page.select("table.run-report") if "Failing scripts" in table.text]
    return [
        [cell.text.strip() for cell in row.select("td")]
        for table in tables
        for row in table.select("tbody tr")
    ]
