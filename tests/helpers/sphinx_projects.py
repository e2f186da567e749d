"""Sphinx projects that tests build, and what they find on the pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

import concurdocs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import Tag

BUILD_LIMIT = 120
"""Seconds after which a build that should take a few is taken to hang."""


@dataclass(frozen=True)
class Build:
    """What a build left behind.

    Attributes:
        status: Exit status of sphinx-build.
        output: What it wrote to the terminal.
        warnings: Its warnings, a line each, also those of many lines.
        folder: The built pages.

    """

    status: int
    output: str
    warnings: str
    folder: Path

    def page(self, name: str) -> BeautifulSoup:
        """Return a built page, such as ``examples/plot_fork``."""
        return BeautifulSoup((self.folder / f"{name}.html").read_bytes(), "html.parser")

    def lines(self, name: str) -> list[str]:
        """Return the lines of output that stand on a page."""
        return [line.text for line in self.page(name).select("pre.run-output > .run-line")]

    def closing(self) -> str:
        """Return what the extension says at the end about what ran and what was reused."""
        found = re.findall(r"^concurdocs: (.*)$", self.output, re.MULTILINE)
        assert 1 == len(found), self.output
        return str(found[0])

    def changed(self) -> str:
        """Return what Sphinx says about the pages that it reads again."""
        found = re.findall(r"\] (\d+ added, \d+ changed, \d+ removed)", self.output)
        # sphinx-gallery is silent about it; Sphinx says so once, or that nothing is new.
        return str(found[-1]) if found else "0 added, 0 changed, 0 removed"


@dataclass(frozen=True)
class Project:
    """A Sphinx project in a folder of its own.

    Attributes:
        source: The folder.

    """

    source: Path

    def build(
        self,
        *arguments: str,
        builder: str = "html",
        source: str = ".",
        out: str = "",
        doctrees: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> Build:
        """Build it, in a process of its own as `sphinx-build` does.

        Args:
            arguments: More of the command line.
            builder: Name of the builder.
            source: Folder of the sources, relative to the project.
            out: Folder for the pages, relative to the project's `_build`; empty for the
                builder's name.
            doctrees: Folder for the doctrees, likewise; empty for ``doctrees``.
            environment: More variables; folders of PYTHONPATH come on top of the usual ones.

        """
        more = dict(environment or {})
        inherited = [more.pop("PYTHONPATH", "")]
        build = self.source / "_build"
        folder = build / (out or builder)
        warnings = build / "warnings.txt"
        build.mkdir(exist_ok=True)
        done = subprocess.run(
            [
                sys.executable, "-m", "sphinx", "-N", "-b", builder, "-c", str(self.source),
                "-d", str(build / (doctrees or "doctrees")), "-w", str(warnings),
                *arguments, str(self.source / source), str(folder),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            cwd=self.source,
            env={
                **os.environ,
                **more,
                "PYTHONPATH": os.pathsep.join(
                    filter(None, [_package_folder(), *inherited, os.environ.get("PYTHONPATH")])
                ),
            },
            text=True,
            timeout=BUILD_LIMIT,
        )  # fmt: skip
        told = warnings.read_text(encoding="utf-8") if warnings.exists() else ""
        return Build(done.returncode, done.stdout, told, folder)

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file of the project exactly once."""
        text = (self.source / name).read_text(encoding="utf-8")
        assert 1 == text.count(old)
        self.write(name, text.replace(old, new))


def _package_folder() -> str:
    return str(Path(concurdocs.__file__).parents[1])


def text_of(tag: Tag | None) -> str:
    """Return the text of an element that must be there."""
    assert tag is not None
    return str(tag.get_text())
