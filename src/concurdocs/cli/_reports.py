"""The files that a run is written to."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from concurdocs._files import compact_json
from concurdocs.drawing import page_html, trace_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO, Self

    from concurdocs.runs import Run


def page(language: str) -> Callable[[Run], str]:
    """Return what makes the stand-alone page of a run in a language."""
    return lambda run: page_html(run, language)


def record_json(run: Run) -> str:
    """Return a run as `concurdocs.runs.Run.load` reads it."""
    return compact_json(run.to_json())


def trace_json(run: Run) -> str:
    """Return a run in the trace-event format."""
    return compact_json(trace_events(run))


class Reports:
    """Files opened before a run and written after it (a context manager).

    So a file that can't be written is found before the script runs for nothing. Until then
    a file keeps what it holds, and a new one goes away again if nothing comes to be written.

    Args:
        taken: Files that none of these may be.

    """

    def __init__(self, *taken: Path) -> None:
        """Begin with no file."""
        self._files: list[tuple[Path, BinaryIO, Callable[[Run], str]]] = []
        self._new: list[Path] = []
        self._taken = [_device_and_inode(path.stat()) for path in taken]

    def __enter__(self) -> Self:
        """Return the reports."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the files, and remove those that were made and not written."""
        for _, file, _ in self._files:
            file.close()
        for path in self._new:
            path.unlink(missing_ok=True)

    def add(self, path: Path, render: Callable[[Run], str]) -> None:
        """Open a file.

        Args:
            path: Where it is, or is to be; its folder must exist.
            render: Makes the text that is written to it.

        Raises:
            FileExistsError: It is the script, or is written to already.
            OSError: It can't be written.

        """
        existed = path.exists()
        file = path.open("ab")  # may be a pipe, and loses nothing if it is a file
        self._files.append((path, file, render))
        if not existed:
            self._new.append(path)
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode):
            if _device_and_inode(status) in self._taken:
                msg = "it is the script, or another option's file"
                raise FileExistsError(0, msg, str(path))
            self._taken.append(_device_and_inode(status))

    def write(self, run: Run) -> None:
        """Write all files.

        Args:
            run: What they tell of.

        Raises:
            OSError: One can't be written, for the disk is full, say.

        """
        for path, file, render in self._files:
            # An argument may hold bytes that are no text.
            data = render(run).encode(errors="backslashreplace")
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                file.truncate(0)
            try:
                file.write(data)
                file.close()
            except OSError as error:
                error.filename = str(path)
                raise
            if path in self._new:
                self._new.remove(path)


def _device_and_inode(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
