"""A gallery whose scripts are executed by several processes has the same pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from helpers.foreign_gallery import STAGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Build, Project

BLANKS = (
    (r'data-pid="\d+"', 'data-pid=""'),
    # What a process without a name is called depends on whether it was there long enough to
    # be looked at, and on how many others were.
    (r'(data-label=")(process|echo|python[\d.]*)( \[\d+\])?"', r"\1process\""),
    (r'(data-label="[^"\[]*)\[\d+\]', r"\1[]"),
    (r'data-t="[\d.]+"', 'data-t=""'),
    (r"(plot_\w+)-[0-9a-f]{16}", r"\1-KEY"),
    (r"\(0 minutes [\d.]+ seconds\)", "(TIME)"),
    (r"\b\d\d:\d\d\.\d{3}\b", "TIME"),
)


def blanked(site: Build, name: str) -> str:
    """Return a page without what differs from run to run."""
    page = site.page(name)
    for figure in page.select(".run-show"):
        figure.clear()  # times again, as lengths
    text = str(page)
    for pattern, blank in BLANKS:
        text = re.sub(pattern, blank, text)
    return text


def test_parallel_build_makes_the_same_pages(
    new_project: Callable[[str], Project], foreign_site: Build
) -> None:
    other = new_project("foreign")
    other.edit("conf.py", '"gallery_dirs": "gallery",', '"gallery_dirs": "gallery", "parallel": 2,')
    parallel = other.build()
    # The lines of pools have no certain order, and the slowest script comes first in a list.
    names = [f"gallery/plot_{name}" for name in (*STAGED, "off_stage") if name != "pools"]

    assert "" == parallel.warnings
    assert 0 == parallel.status, parallel.output
    assert f"{len(STAGED)} scripts ran" == parallel.closing().partition(" (")[0]
    for name in [*names, "gallery/index", "index"]:
        assert blanked(foreign_site, name) == blanked(parallel, name)
    pools = "gallery/plot_pools"
    assert Counter(foreign_site.lines(pools)) == Counter(parallel.lines(pools))
