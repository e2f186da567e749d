"""Sphinx-gallery's pages, made to say what was measured: steps from a text to the next."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.recording import PathCleaner
from concurdocs.scripts import without_options
from concurdocs.sphinxext.gallery._output_rst import missing_output_rst
from concurdocs.sphinxext.gallery._registry import registry_of
from concurdocs.sphinxext.gallery._scripts import as_tuple, path_names
from concurdocs.sphinxext.languages import translate_gallery_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx

    from concurdocs.runs import Run
    from concurdocs.sphinxext.gallery._registry import Example, ExampleRegistry

    PageStep = Callable[[str], str]

_MEMORY_LINE = re.compile(r"^\*\*Estimated memory usage:\*\* .*\n\n?", re.MULTILINE)
_TIME_LINE = re.compile(
    r"(\*\*Total running time of the script:\*\* )\(\d+ minutes [\d.]+ seconds\)"
)
_TIME_OF_A_SCRIPT = re.compile(
    r"(?P<start>   \* - :ref:`(?P<label>sphx_glr_[^`]+)` .*\n     - )"
    r"(?P<minutes>\d+):(?P<seconds>[\d.]+)"
)
_TIME_OF_ALL = re.compile(r"^\*\*[\d:.]+\*\*", re.MULTILINE)
_END = ".. _sphx_glr_download_"
# A block of code whose comments were all for the recorder.
_EMPTY_CODE = re.compile(r"^\.\. code-block:: Python\n(?:[ \t]*\n)+(?=\S|\Z)", re.MULTILINE)
_ERROR = ".. rst-class:: sphx-glr-script-out\n\n.. code-block:: pytb\n\n"


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Make sphinx-gallery's page say what was measured on the stage, in its language."""
    for step in page_steps(app, docname):
        content[0] = step(content[0])


def page_steps(app: Sphinx, docname: str) -> tuple[PageStep, ...]:
    """Return what is to be done to a page, in this order; nothing to pages by hand."""
    registry = registry_of(app)
    example = registry.by_docname.get(docname)
    galleries = as_tuple(app.config.sphinx_gallery_conf["gallery_dirs"])
    in_gallery = docname.startswith(tuple(f"{folder}/" for folder in galleries))
    steps: list[PageStep] = []
    if in_gallery and not registry.wants_memory:
        steps.append(without_memory)
    if example is not None:
        steps += _example_steps(app, registry, example)
    elif docname.endswith("sg_execution_times"):
        steps.append(partial(with_times_of_runs, totals=_totals(registry)))
    if in_gallery:
        steps.append(translate_gallery_texts)
    return tuple(steps)


def _example_steps(app: Sphinx, registry: ExampleRegistry, example: Example) -> Iterator[PageStep]:
    if app.config.sphinx_gallery_conf["remove_config_comments"]:
        yield without_option_comments
    folders = {str(Path(example.path).parent): "", **path_names(Path(app.srcdir))}
    yield partial(without_folders, folders=folders)
    if registry.has_run(example):
        run = registry.run(example, app.env)
        yield partial(with_running_time, run=run)
        yield partial(with_missing_output, run=run, key=example.key)


def without_memory(page: str) -> str:
    """Leave out what sphinx-gallery takes for the memory use."""
    return _MEMORY_LINE.sub("", page)


def without_option_comments(page: str) -> str:
    """Leave out comments for the recorder, and code that consisted of nothing else."""
    return _EMPTY_CODE.sub("", without_options(page))


def without_folders(page: str, *, folders: dict[str, str]) -> str:
    """Leave out the folders of this machine where sphinx-gallery shows a traceback.

    Args:
        page: The page.
        folders: What to show instead of each.

    """
    return PathCleaner(folders)(page) if _ERROR in page else page


def with_running_time(page: str, *, run: Run) -> str:
    """Put the time of the run where sphinx-gallery has that of the playback."""
    minutes, seconds = divmod(run.total, 60)
    return _TIME_LINE.sub(rf"\g<1>({minutes:.0f} minutes {seconds:.3f} seconds)", page)


def with_missing_output(page: str, *, run: Run, key: str) -> str:
    """Put in the output that sphinx-gallery asked nobody for: before the error or the end."""
    missing = missing_output_rst(page, run, key)
    place = page.find(_ERROR if run.failure else _END)
    return page[:place] + missing + page[place:] if place >= 0 else page


def _totals(registry: ExampleRegistry) -> dict[str, float]:
    """Return the seconds of each run, by the label of its script's page."""
    return {
        f"sphx_glr_{registry.by_name[name].docname.replace('/', '_')}.py": run.total
        for name, run in registry.runs().items()
    }


def with_times_of_runs(page: str, *, totals: Mapping[str, float]) -> str:
    """Put the times of the runs into sphinx-gallery's list of running times.

    Args:
        page: The page that has the list.
        totals: Seconds of each run, by the label of its script's page.

    """
    everything = 0.0

    def true_time(match: re.Match[str]) -> str:
        nonlocal everything
        playback = int(match["minutes"]) * 60 + float(match["seconds"])
        total = totals.get(match["label"]) or playback
        everything += total
        return match["start"] + _clock(total)

    page = _TIME_OF_A_SCRIPT.sub(true_time, page)
    return _TIME_OF_ALL.sub(f"**{_clock(everything)}**", page)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:02.0f}:{rest:06.3f}"
