"""The gallery's scripts as sphinx-gallery sees them, and how to run each."""

from __future__ import annotations

import ast
import functools
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_gallery import py_source_parser

from concurdocs.recording import CodeBlock, RunRequest
from concurdocs.scripts import read_options, text_name
from concurdocs.sphinxext.gallery._run_key import run_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

_DEFER_FIGURES = re.compile(r"^[ \t]*#[ \t]*sphinx_gallery_defer_figures[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Script:
    """An example script, split and with what it asks for.

    Attributes:
        path: The file.
        code_blocks: Its blocks of code; those of comments alone are none.
        has_code: For each block that sphinx-gallery takes for code, whether it holds any.
        request: How to run it.

    """

    path: Path
    code_blocks: tuple[CodeBlock, ...]
    has_code: tuple[bool, ...]
    request: RunRequest

    @property
    def line_ranges(self) -> list[tuple[int, int]]:
        """First and last line of each block."""
        return line_ranges(self.code_blocks)

    def key(self, task_modules: Sequence[str]) -> str:
        """Return the name of its run in the store.

        Args:
            task_modules: See `ExtensionConfig.task_modules`.

        """
        return run_key(self.path, self.code_blocks, self.request, task_modules)


def line_ranges(code_blocks: Sequence[CodeBlock]) -> list[tuple[int, int]]:
    """Return the numbers of the first and the last line of each block."""
    return [(block.first_line, block.last_line) for block in code_blocks]


@dataclass(frozen=True)
class GalleryScript:
    """Where a script stands in a gallery.

    Attributes:
        path: The script.
        docname: The page that sphinx-gallery makes of it.

    """

    path: Path
    docname: str


def find_scripts(app: Sphinx) -> Iterator[GalleryScript]:
    """Find the scripts that sphinx-gallery executes in this build."""
    conf = app.config.sphinx_gallery_conf
    folders, galleries = as_tuple(conf["examples_dirs"]), as_tuple(conf["gallery_dirs"])
    for folder, gallery in zip(folders, galleries, strict=False):
        root = Path(os.path.normpath(Path(app.srcdir, folder)))
        for path in sorted(root.rglob("*.py")):
            relative = path.relative_to(root)
            if (
                re.search(conf["filename_pattern"], str(path))
                and not re.search(conf["ignore_pattern"], os.path.normpath(path))
                and len(relative.parts) <= 2  # noqa: PLR2004 - a gallery and its sections
            ):
                yield GalleryScript(path, (Path(gallery) / relative.with_suffix("")).as_posix())


def read_script(
    path: Path,
    conf: Mapping[str, Any],
    *,
    arguments: Sequence[str] = (),
    start_method: str = "",
) -> Script:
    """Split a script as sphinx-gallery does and find out how to run it.

    Args:
        path: The file.
        conf: The complete ``sphinx_gallery_conf``.
        arguments: Its command line.
        start_method: Default start method, empty for the platform's.

    Raises:
        OptionError: It has a ``# concurdocs:`` comment that can't be followed.

    """
    text = path.read_text(encoding="utf-8")
    request = RunRequest(
        options=read_options(text, path.name),
        arguments=tuple(arguments),
        # conf.py may have made the project importable, as examples expect.
        path=tuple(folder for folder in sys.path if folder),
        # No window must open on a build machine.
        environment={"MPLBACKEND": os.environ.get("MPLBACKEND", "agg")},
        start_method=start_method or None,
        path_names=path_names(Path(conf["src_dir"])),
    )
    file_conf, pieces = py_source_parser.split_code_and_text_blocks(str(path))
    reprs = tuple(file_conf.get("capture_repr", conf["capture_repr"]))
    scales = _picture_scales(conf)
    pieces = [(content, line) for kind, content, line in pieces if kind == "code"]
    lines = text.splitlines()
    return Script(
        path,
        tuple(
            CodeBlock(
                content,
                line,
                _block_name(lines, line),
                _block_reprs(content, reprs),
                () if _DEFER_FIGURES.search(content) else scales,
            )
            for content, line in pieces
            if _has_code(content)
        ),
        tuple(_has_code(content) for content, _ in pieces),
        request,
    )


@functools.cache
def path_names(source_folder: Path) -> dict[str, str]:
    """Return the folders of this machine that output may name, and what to show instead."""
    project = Path(os.path.commonpath([source_folder, Path.cwd()]))
    names = {str(Path.home()): "~", sys.prefix: "", sys.base_prefix: ""}
    if len(project.parts) > 2:  # noqa: PLR2004 - neither the root nor a folder right below
        names[str(project)] = ""
    names[str(source_folder)] = ""
    return names


def _has_code(content: str) -> bool:
    try:
        return bool(ast.parse(content).body)
    except SyntaxError:
        return True  # reported when it runs


def _block_name(lines: list[str], first_line: int) -> str:
    """Return the name behind the ``# %%`` that opens the block's text, if there is one."""
    for line in reversed(lines[: first_line - 1]):
        if (name := text_name(line)) is not None:
            return name
        if line.strip() and not line.startswith("#"):
            break
    return ""


def _block_reprs(content: str, default: tuple[str, ...]) -> tuple[str, ...]:
    conf = py_source_parser.extract_file_config(content)
    return tuple(conf.get("capture_repr_block", default))


def _picture_scales(conf: Mapping[str, Any]) -> tuple[float, ...]:
    if not any(map(is_matplotlib, as_tuple(conf["image_scrapers"]))):
        return ()
    return (1.0, *(float(str(scale).rstrip("x")) for scale in conf["image_srcset"]))


def is_matplotlib(scraper: object) -> bool:
    """Return whether an image scraper is sphinx-gallery's own, whose work is done on the stage."""
    return scraper == "matplotlib" or getattr(scraper, "__name__", "") == "matplotlib_scraper"


def as_tuple(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - whatever conf.py holds
    """Return a setting that may be one value or several as several."""
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)
