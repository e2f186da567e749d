"""Recording scripts that tests give as text."""

from __future__ import annotations

import multiprocessing
import os
import re
import textwrap
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

import concurdocs
from concurdocs.recording import CodeBlock, RunRequest, record
from concurdocs.scripts import read_options

if TYPE_CHECKING:
    from concurdocs.runs import Process, Run

SOURCE_FOLDER = str(Path(concurdocs.__file__).parents[1])


def split(text: str) -> tuple[CodeBlock, ...]:
    """Split a script at its ``# %%`` comments, which may bear a name."""
    starts = [0]
    lines = text.splitlines(keepends=True)
    starts += [number for number, line in enumerate(lines) if number and line.startswith("# %%")]
    ends = [*starts[1:], len(lines)]
    return tuple(
        CodeBlock(
            "".join(lines[start:end]),
            start + 1,
            name=lines[start].removeprefix("# %%").strip()
            if lines[start].startswith("# %%")
            else "",
        )
        for start, end in zip(starts, ends, strict=True)
    )


def marked_processes(mark: str) -> list[int]:
    """Return the processes that have `mark` in their environment, wherever they belong."""
    found = []
    for process in psutil.process_iter():
        try:
            environment = process.environ()
        except psutil.Error:
            continue
        if mark in environment.values() and process.pid != os.getpid():
            found.append(process.pid)
    return found


class Recording:
    """Records scripts given as text, and checks that nothing of a run is left."""

    def __init__(self, folder: Path) -> None:
        """Put the scripts into `folder`."""
        self.folder = folder
        self.script = folder / "script.py"
        self.mark = uuid.uuid4().hex
        self.leave_alone: set[int] = set()

    def __call__(
        self,
        text: str,
        method: str | None = None,
        **request: Any,  # noqa: ANN401 - whatever `RunRequest` takes
    ) -> Run:
        """Record a script.

        Args:
            text: The script.
            method: Default start method.
            **request: The rest of the `RunRequest`.

        """
        text = textwrap.dedent(text).lstrip("\n")
        self.script.write_text(text, encoding="utf-8")
        before = set(psutil.Process().children(recursive=True))
        environment = {
            "CONCURDOCS_TEST": self.mark,
            "PYTHONPATH": SOURCE_FOLDER,
            **request.pop("environment", {}),
        }
        run = record(
            self.script,
            split(text),
            RunRequest(
                options=read_options(text, "script.py"),
                start_method=method,
                environment=environment,
                **request,
            ),
        )
        assert [] == marked_processes(self.mark)
        left = set(psutil.Process().children(recursive=True)) - before
        assert [] == [process for process in left if process.pid not in self.leave_alone]
        return run


every_start_method = pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())


def texts(run: Run) -> list[str]:
    """Return the lines of a run."""
    return [line.text for line in run.lines]


def good_texts(run: Run) -> list[str]:
    """Return the lines of a run that went well."""
    assert run.failure is None
    assert 0 == run.exit_status
    return texts(run)


def failure(run: Run) -> tuple[str, int, int]:
    """Return kind, line and block of a failure."""
    assert run.failure is not None
    assert "" != run.failure.message
    assert "\n" not in run.failure.message
    return run.failure.kind, run.failure.line, run.failure.block


def misattributed(run: Run, pattern: str) -> list[str]:
    """Return the lines whose text names another process than the one that wrote them."""
    return [
        line.text
        for line in run.lines
        if (match := re.search(pattern, line.text)) is None or int(match[1]) != line.pid
    ]


def named(run: Run, name: str) -> Process:
    """Return the one process of this name."""
    (process,) = (process for process in run.processes if process.name == name)
    return process
