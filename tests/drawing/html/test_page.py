"""A run as one page: the same each time, and in need of nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import concurdocs
from concurdocs.drawing import page_html
from helpers.figures import RUN, RUN_FILE, ParsedHtml


def test_one_run_gives_one_figure_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from pathlib import Path; from concurdocs.runs import Run;"
        "from concurdocs.drawing import page_html;"
        "sys.stdout.buffer.write(page_html(Run.load(Path(sys.argv[1])), 'zh').encode())"
    )
    pages = [
        subprocess.run(
            [sys.executable, "-c", code, RUN_FILE],
            check=True,
            stdout=subprocess.PIPE,
            timeout=60,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": str(Path(concurdocs.__file__).parents[1]),
            },
        ).stdout.decode()
        for seed in ("1", "2")
    ]

    assert [page_html(RUN, "zh")] * 2 == pages


def test_page_needs_nothing_else() -> None:
    page = ParsedHtml(page_html(RUN, "zh_CN"))

    assert [value for value in page.values("href") if not value.startswith("#")] == []
    assert [] == page.values("src")
    assert ["zh-CN", "zh-CN"] == page.values("lang")
    assert ["synthetic.py --made by hand"] == page.texts["h1"]


def test_markup_in_the_command_stays_text() -> None:
    nasty = "</title><script>alert('it')</script>&"

    page = ParsedHtml(page_html(replace(RUN, script=nasty, arguments=(nasty,)), "en"))

    assert 1 == [tag for tag, _ in page.elements].count("script")
    assert [f"{nasty} {nasty}"] == page.texts["h1"]
