"""The scripts of a build and their runs, for everything that puts them on pages."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.drawing import labels_for
from concurdocs.runs import renumber_lines
from concurdocs.scripts import ScriptOptions
from concurdocs.sphinxext.gallery._scripts import line_ranges
from concurdocs.timeline import Timeline

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from concurdocs.drawing import Labels
    from concurdocs.recording import CodeBlock
    from concurdocs.runs import Run, Store

_CACHED_LINES = 200_000
"""Lines of output in the runs kept in memory; every page and every report asks for them."""


@dataclass(frozen=True)
class Example:
    """What the pages need to know of a script in this build.

    Attributes:
        path: The script.
        docname: Its page.
        key: Its run in the store; empty if it does not run on the stage.
        code_blocks: Its blocks of code, where they stand in the script as the reader sees it.
        options: What it says of how it is to be run.

    """

    path: str
    docname: str
    key: str
    code_blocks: tuple[CodeBlock, ...] = ()
    options: ScriptOptions = field(default_factory=ScriptOptions)


class ExampleRegistry:
    """The scripts of a build by name and by page.

    A script has the name of its file, without ``.py``. Of several of that name, each has the
    name of its page: ``gallery/join/plot_nap``.

    Attributes:
        store: Holds their runs.
        begun_at: When the build began, in seconds since the epoch.
        wants_memory: Whether the project asked for memory use on its pages.
        summed_up: Whether it was said how many scripts ran.

    """

    def __init__(self, store: Store, *, wants_memory: bool) -> None:
        """Begin with no scripts."""
        self.store = store
        self.begun_at = time.time()
        self.wants_memory = wants_memory
        self.summed_up = False
        self.by_name: dict[str, Example] = {}
        self.by_docname: dict[str, Example] = {}
        self._namesakes: dict[str, list[Example]] = {}
        self._cache: dict[tuple[str, str, float], Run] = {}
        self._timelines: dict[int, Timeline[Labels]] = {}

    def add(self, example: Example) -> None:
        """Take in a script."""
        stem = Path(example.path).stem
        namesakes = self._namesakes.setdefault(stem, [])
        namesakes.append(example)
        self.by_name.pop(stem, None)
        self.by_name |= {self.name_of(namesake): namesake for namesake in namesakes}
        self.by_docname[example.docname] = example

    def name_of(self, example: Example) -> str:
        """Return the name that a script has in this build."""
        stem = Path(example.path).stem
        return stem if len(self._namesakes[stem]) == 1 else example.docname

    def names_for(self, stem: str) -> list[str]:
        """Return the names of all scripts whose file has this name."""
        return sorted(self.name_of(example) for example in self._namesakes.get(stem, ()))

    def has_run(self, example: Example) -> bool:
        """Return whether a script has a run to show."""
        return bool(example.key) and self.store.record_path(example.key).is_file()

    def run(self, example: Example, env: BuildEnvironment | None = None, key: str = "") -> Run:
        """Return the run of a script, with the line numbers of the script as it is now.

        Args:
            example: The script.
            env: Notes that the page being read depends on the run.
            key: Of the store, where it is another than the script's in this build.

        """
        key = key or example.key
        path = self.store.record_path(key)
        if env is not None:
            env.note_dependency(str(path))
        # Scripts of the same name and code share a run, but their texts may differ in length.
        mark = example.docname, key, path.stat().st_mtime
        if mark not in self._cache:
            run = self.store.load(key)
            if len(example.code_blocks) == len(run.blocks):
                run = renumber_lines(run, line_ranges(example.code_blocks))
            self._cache[mark] = run
            while sum(len(cached.lines) for cached in self._cache.values()) > _CACHED_LINES:
                del self._cache[next(iter(self._cache))]
            return run
        return self._cache[mark]

    def timeline(self, run: Run, language: str) -> Timeline[Labels]:
        """Return a run worked out, which is done once for all that a page shows of it.

        Args:
            run: One that `run` has returned.
            language: Of the build.

        """
        timeline = self._timelines.get(id(run))
        # What is kept here keeps its run, too, so that no other can get its identity.
        if timeline is None:
            timeline = self._timelines[id(run)] = Timeline.of(run, labels_for(language))
            while sum(len(kept.run.lines) for kept in self._timelines.values()) > _CACHED_LINES:
                del self._timelines[next(iter(self._timelines))]
        return timeline

    def runs(self) -> dict[str, Run]:
        """Return the runs there are, by the scripts' names."""
        return {
            name: self.run(example)
            for name, example in self.by_name.items()
            if self.has_run(example)
        }


def indices_below(run: Run, block: int) -> list[int]:
    """Return the indices of those lines of a run that stand below a block on its page.

    The page of a run that failed ends where it failed: what came later stands there, too.

    Args:
        run: The run.
        block: Index of the block.

    """
    last = last_shown(run)
    return [index for index, line in enumerate(run.lines) if min(line.block, last) == block]


def last_shown(run: Run) -> int:
    """Return the index of the last block with output on its run's page."""
    return len(run.blocks) - 1 if run.failure is None else run.failure.block


_ATTRIBUTE = "_concurdocs_registry"


def set_registry(app: Sphinx, registry: ExampleRegistry) -> None:
    """Keep the build's registry with its application."""
    setattr(app, _ATTRIBUTE, registry)


def registry_of(app: Sphinx) -> ExampleRegistry:
    """Return the build's registry."""
    registry: ExampleRegistry = getattr(app, _ATTRIBUTE)
    return registry
