"""A project by others, with nothing of ours but the extension: what stands on its pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from helpers.sphinx_projects import Build, Project, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import BeautifulSoup

STAGED = (
    "bytes", "expected_failure", "fork", "forkserver", "late", "pools", "spawn", "traceback",
    "values", "values_off",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(new_project: Callable[[str], Project]) -> Project:
    return new_project("foreign")


@pytest.fixture(scope="module")
def site(project: Project) -> Build:
    return project.build()


def terminal(project: Project, script: str, *, buffered: bool = False) -> list[str]:
    """Return what a script prints in a terminal.

    Args:
        project: Whose.
        script: Its name.
        buffered: Whether a line is written at once, not text and line feed one by one.

    """
    path = project.source / "examples" / script
    done = subprocess.run(
        [sys.executable, path.name],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        cwd=path.parent,
        env={**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"},
        text=True,
        timeout=60,
    )
    return done.stdout.splitlines()


def pre_texts(page: BeautifulSoup) -> list[str]:
    """Return what a reader copies from each output of a page."""
    return [text_of(pre) for pre in page.select("pre.run-output")]


def test_build_has_no_warning_and_tells_what_ran(site: Build) -> None:
    ran = ", ".join(f"plot_{name}" for name in STAGED)

    assert "" == site.warnings
    assert 0 == site.status, site.output
    assert f"{len(STAGED)} scripts ran ({ran}), 0 runs reused" == site.closing()


@pytest.mark.parametrize("name", ["fork", "spawn", "forkserver", "late"])
def test_page_has_the_lines_of_a_terminal_in_its_order(
    project: Project, site: Build, name: str
) -> None:
    expected = terminal(project, f"plot_{name}.py")

    assert expected
    assert expected == site.lines(f"gallery/plot_{name}")


def test_page_has_every_line_of_pools(project: Project, site: Build) -> None:
    expected = terminal(project, "plot_pools.py", buffered=True)

    assert Counter(expected) == Counter(site.lines("gallery/plot_pools"))
    assert 42 == len(expected)


@pytest.mark.parametrize("name", ["fork", "spawn", "forkserver"])
def test_lines_of_a_block_stand_in_one_pre_with_process_and_moment(site: Build, name: str) -> None:
    page = site.page(f"gallery/plot_{name}")
    joined, subclass = page.select("pre.run-output")
    lines = joined.select(".run-line")
    ann, bo, main = (
        {line["data-pid"] for line in lines if line.text.startswith(word)}
        for word in ("ann begins", "bo begins", "ann joined")
    )
    times = [float(str(line["data-t"])) for line in lines]

    assert 6 == len(lines)
    assert ["a subclass runs"] == [line.text for line in subclass.select(".run-line")]
    assert [1, 1, 1] == [len(ann), len(bo), len(main)]
    assert 3 == len(ann | bo | main)
    assert sorted(times) == times
    # Times and processes stand in attributes only: the text is the bare output.
    assert "\n".join(line.text for line in lines) + "\n" == joined.text


def test_output_follows_the_code_that_wrote_it(site: Build) -> None:
    article = site.page("gallery/plot_fork").select(".highlight-Python, pre.run-output")

    assert ["div", "div", "pre", "div", "pre", "div"] == [tag.name for tag in article]


def test_output_of_other_programs_and_system_calls(site: Build) -> None:
    first = pre_texts(site.page("gallery/plot_bytes"))[0]

    assert (
        "by the system call\nby another program\nby another Python\nto the other stream\n" == first
    )


def test_markup_in_output_is_text(site: Build) -> None:
    second = pre_texts(site.page("gallery/plot_bytes"))[1]

    assert (
        "<b>bold?</b> &amp; <script>alert(1)</script>\n"
        ".. note:: *not* |rst| `either`_ ``here`` \\ :doc:`index`\n"
        "   indented, and blanks at the end   \n"
        "\n"
        "after an empty line\n"
    ) == second


def test_bytes_of_all_kinds_are_shown(site: Build) -> None:
    third = pre_texts(site.page("gallery/plot_bytes"))[2]

    assert [
        "not UTF-8: \\xff\\xfe, UTF-8: 中文",
        "tab\tand tab",
        "x" * 20_000,
        "red and plain",
        "100%",
        "nul ␀ bell ␇",
        "no line feed at the end",
        "",
    ] == third.split("\n")


def test_traceback_of_a_child_names_the_script_without_folders(site: Build) -> None:
    lines = site.lines("gallery/plot_traceback")

    assert "Process faulty:" == lines[0]
    assert [
        '  File "plot_traceback.py", line 13, in fail',
        '    raise ValueError("as meant")',
        "ValueError: as meant",
        "status 1 of plot_traceback.py",
    ] == lines[-4:]


def test_no_path_of_the_build_machine_is_in_what_is_published(
    project: Project, site: Build
) -> None:
    own = [str(project.source), sys.prefix, sys.base_prefix, str(Path.home()) + "/"]
    files = [
        file
        for file in site.folder.rglob("*")
        if file.is_file() and file.suffix in {".html", ".txt", ".json", ".js", ".py", ".ipynb"}
    ]
    # Sphinx's own scripts are not ours, and "/root/" would be no surprise in them.
    found = {
        (file.name, path)
        for file in files
        if "_static" not in file.parts
        for path in own
        if path in file.read_text(encoding="utf-8")
    }

    assert any(file.name == "plot_fork.trace.json" for file in files)
    assert set() == found


def test_expected_failure_shows_what_was_printed_and_the_error(site: Build) -> None:
    page = site.page("gallery/plot_expected_failure")

    assert [
        "before the failure",
        "Traceback (most recent call last):",
        '  File "plot_expected_failure.py", line 9, in <module>',
        '    raise RuntimeError("this is meant")',
        "RuntimeError: this is meant",
    ] == site.lines("gallery/plot_expected_failure")
    assert (
        "Traceback (most recent call last):\n"
        "concurdocs.ExampleFailed: plot_expected_failure.py, line 9: RuntimeError: this is meant\n"
    ) == text_of(page.select_one(".sphx-glr-script-out pre"))


def test_values_of_last_expressions_are_shown_as_sphinx_gallery_does(site: Build) -> None:
    page = site.page("gallery/plot_values")

    assert ["before the value"] == site.lines("gallery/plot_values")
    assert ["a page in HTML"] == [text_of(tag) for tag in page.select("em.shown-value")]
    assert ["a page in words\n", "[1, 2, 3]\n"] == [
        text_of(tag) for tag in page.select(".sphx-glr-script-out pre")
    ]


def test_values_can_be_switched_off_in_a_file(site: Build) -> None:
    page = site.page("gallery/plot_values_off")

    assert ["only this"] == site.lines("gallery/plot_values_off")
    assert [] == page.select(".sphx-glr-script-out")


def test_script_can_opt_out_of_the_stage(site: Build) -> None:
    page = site.page("gallery/plot_off_stage")

    assert [] == page.select(".run-line")
    assert "run by sphinx-gallery, in its own process\n" == text_of(
        page.select_one(".sphx-glr-script-out pre")
    )


def recorded_total(site: Build, name: str) -> str:
    """Return the time in a figure's or record's words, in seconds with three decimals."""
    found = re.search(r'"total":([\d.]+)', (site.folder / "_runs" / f"{name}.json").read_text())
    assert found is not None
    return f"{float(found[1]):.3f}"


@pytest.mark.parametrize("page", ["sg_execution_times", "gallery/sg_execution_times"])
def test_running_times_are_those_of_the_runs(site: Build, page: str) -> None:
    rows = [row.select("td") for row in site.page(page).select("tbody tr")]
    times = {re.findall(r"\w+\.py", row[0].text)[-1]: row[1].text for row in rows}

    for name in STAGED:
        total = recorded_total(site, f"plot_{name}")
        said = site.page(f"gallery/plot_{name}").select_one(".sphx-glr-timing")
        assert (
            f"Total running time of the script: (0 minutes {total} seconds)"
            == text_of(said).strip()
        )
        assert f"00:{float(total):06.3f}" == times[f"plot_{name}.py"]
    assert float(recorded_total(site, "plot_late")) > 0.2


def test_no_page_speaks_of_memory_unless_asked_to(site: Build) -> None:
    pages = sorted((site.folder / "gallery").glob("plot_*.html"))

    assert len(STAGED) + 1 == len(pages)
    assert [] == [page.name for page in pages if "memory usage" in page.read_text()]


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
    new_project: Callable[[str], Project], site: Build
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
        assert blanked(site, name) == blanked(parallel, name)
    pools = "gallery/plot_pools"
    assert Counter(site.lines(pools)) == Counter(parallel.lines(pools))


@pytest.fixture(scope="module")
def other_builders(project: Project, site: Build) -> dict[str, Build]:
    assert 0 == site.status
    builders = ("text", "latex", "man", "epub", "singlehtml", "dirhtml", "gettext")
    # Sphinx wants doctrees of its own for gettext; the runs beside them serve all.
    return {
        builder: project.build(
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


def test_memory_is_shown_where_asked_for(new_project: Callable[[str], Project]) -> None:
    project = new_project("foreign")
    project.edit("conf.py", '"gallery",\n', '"gallery",\n    "show_memory": True,\n')
    project.edit("conf.py", '"expected', '"filename_pattern": "plot_late",\n    "expected')

    site = project.build()
    said = text_of(site.page("gallery/plot_late").select_one("p:-soup-contains('memory usage')"))

    found = re.fullmatch(r"Estimated memory usage:\s+(\d+) MB", said.strip())
    assert found is not None
    assert int(found[1]) >= 5


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


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('concurdocs_start_method = "frok"', "concurdocs_start_method = 'frok': this platform has"),
        ("concurdocs_page_lines = 1", "concurdocs_page_lines = 1: must be 2 or more"),
    ],
)
def test_wrong_setting_ends_the_build_and_says_what_is_right(
    new_project: Callable[[str], Project], setting: str, message: str
) -> None:
    project = new_project("foreign")
    project.write("conf.py", f'extensions = ["concurdocs.sphinxext"]\n{setting}\n')

    build = project.build()

    assert 2 == build.status
    assert message in build.output
