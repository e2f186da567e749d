"""Recording scripts that tests give as text."""

from __future__ import annotations

import os
import textwrap
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

import concurdocs
from concurdocs.recording import CodeBlock, RunRequest, record
from concurdocs.scripts import read_options

if TYPE_CHECKING:
    from concurdocs.runs import Run

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
        **request: Any,  # noqa: ANN401 - whatever `Setting` takes
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
