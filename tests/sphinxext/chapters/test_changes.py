"""Chapters whose scripts come, go, share a name or change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.sphinx_projects import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Project

CLAIM = "total(plot_join) < 1.5 * lifetime(plot_join, ann)"


def test_page_of_a_script_that_is_gone_does_no_harm(new_project: Callable[[str], Project]) -> None:
    project = new_project("chapters")
    gone = project.write("examples/plot_gone.py", '"""\nGone\n====\n"""\nprint("gone")\n')
    lines = project.build().lines("gallery/plot_gone")
    gone.unlink()

    after = project.build("-E")

    assert ["gone"] == lines
    assert 0 == after.status, after.output


def test_scripts_of_one_name_are_told_apart(new_project: Callable[[str], Project]) -> None:
    project = new_project("chapters")
    words = {"one": "", "two": "Longer.\n" * 3}
    for section, text in words.items():
        project.write(f"examples/{section}/GALLERY_HEADER.rst", f"{section}\n{'=' * 10}\n")
        for name, word in {"nap": section, "same": "both"}.items():
            project.write(
                f"examples/{section}/plot_{name}.py",
                f'"""\nTitle\n=====\n{text}"""\nimport subprocess\n'
                f'subprocess.run(["echo", "{word}"])\n',
            )
    project.write(
        "same.rst",
        ":orphan:\n\nSame\n====\n\n.. run:: gallery/two/plot_nap\n   :show: output\n\n"
        ".. run:: gallery/one/plot_same\n   :show: code\n\n"
        ".. run:: gallery/two/plot_same\n   :show: code\n\n"
        ":measured:`lines('gallery/one/plot_nap')`\n\n.. run:: plot_nap\n",
    )

    site = project.build()
    told = [line for line in site.warnings.splitlines() if "[concurdocs." in line]
    page = site.page("same")

    assert ["two"] == site.lines("same")
    code = 'import subprocess\nsubprocess.run(["echo", "both"])\n'
    assert [code, code] == [text_of(pre) for pre in page.select(".run-listing pre")]
    assert "1" == text_of(page.select_one(".run-measured"))
    (message,) = told
    assert "WARNING: several examples are called 'plot_nap'; write" in message
    assert "'gallery/one/plot_nap' or 'gallery/two/plot_nap'" in message
    for section in words:
        page = site.page(f"gallery/{section}/plot_nap")
        assert [section] == [line.text for line in page.select("pre.run-output > .run-line")]
        link = page.select_one(".run-downloads a")
        assert link is not None
        record = (site.folder / f"gallery/{section}" / str(link["href"])).resolve()
        assert f'"{section}"' in record.read_text(encoding="utf-8")


def test_changed_run_has_its_chapters_checked_again(new_project: Callable[[str], Project]) -> None:
    project = new_project("chapters")
    before = project.build("-W", "--keep-going")
    # From "start all, join all" to "start and join, one by one".
    project.edit("examples/plot_join.py", "    processes.append(process)\n", "    process.join()\n")

    after = project.build("-W", "--keep-going")
    told = re.findall(
        r"/(markdown\.md|structured\.rst):(\d+): WARNING: the claim does not hold: (.*) \((.*)\)",
        after.warnings,
    )

    assert ("", 0) == (before.warnings, before.status)
    assert 1 == after.status
    assert [("markdown.md", "8", CLAIM), ("structured.rst", "8", CLAIM)] == [
        row[:3] for row in told
    ]
    for *_, values in told:
        found = re.fullmatch(
            r"total\(plot_join\) = (\d\.\d\d)\u00a0s, "
            r"lifetime\(plot_join, ann\) = (\d\.\d\d)\u00a0s",
            values,
        )
        assert found is not None
        assert float(found[1]) >= 0.9
    assert "✗" == text_of(after.page("markdown").select_one(".run-claim button"))
