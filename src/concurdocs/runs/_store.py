"""The store of runs: what was run once need not be run again.

A run is found by a key made of all that it depends on and that is known before it runs.
What a script imports is known only afterwards: the store keeps the fingerprints of those
files beside the run, and gives it back only while they are the same.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs._files import module_file
from concurdocs.runs._run import Run, RunFormatError

if TYPE_CHECKING:
    from collections.abc import Sequence


_RECORD, _FILES = "run.json", "files.json"
_UNUSED_FOR = 30 * 24 * 3600.0
"""Seconds after which a run that nobody asked for is thrown away."""


class Store:
    """A folder of runs.

    Args:
        folder: Where it is; made when the first run is kept.
        task_modules: Modules that count by the functions a script uses (see `run_key`),
            and hence not as files.

    """

    def __init__(self, folder: Path, task_modules: Sequence[str] = ()) -> None:
        """Open the store."""
        self.folder = folder
        self.task_modules = tuple(task_modules)

    def record_path(self, key: str) -> Path:
        """Return where the record of a run is or would be."""
        return self.folder / key / _RECORD

    def picture_folder(self, key: str) -> Path:
        """Return the folder of the pictures of a run."""
        return self.folder / key

    def load(self, key: str) -> Run:
        """Return the run kept under a key, whether it is still good or not.

        Raises:
            OSError: There is none.
            RunFormatError: It is broken.

        """
        return Run.load(self.record_path(key))

    def find(self, key: str, *, failed: bool = False) -> Run | None:
        """Return the run kept under a key, if there is one and it is still good.

        Args:
            key: Names the run by all that it depends on.
            failed: Whether a run that failed will do.

        """
        try:
            run = self.load(key)
            known = json.loads((self.folder / key / _FILES).read_text(encoding="utf-8"))
        except (OSError, ValueError, RunFormatError):
            return None
        if run.failure is not None and not failed:
            return None
        if not isinstance(known, dict):
            return None
        if any(_fingerprint(file) != value for file, value in known.items()):
            return None
        with contextlib.suppress(OSError):  # as from a store that can only be read
            os.utime(self.folder / key / _FILES)
        return run

    def keep(self, key: str, run: Run, pictures: Path | None = None) -> None:
        """Keep a run.

        Args:
            key: Names the run by all that it depends on.
            run: The run.
            pictures: Folder that holds the pictures it names.

        """
        # A folder of its own until complete: two builds may make the same run at once.
        draft = self.folder / f"{key}.{os.getpid()}.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        run.save(draft / _RECORD)
        (draft / _FILES).write_text(json.dumps(self._fingerprints(run)), encoding="utf-8")
        for file in pictures.glob("*.png") if pictures else ():
            shutil.copy(file, draft)
        final = self.folder / key
        old = self.folder / f"{key}.{os.getpid()}.old"
        shutil.rmtree(old, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            final.replace(old)
        try:
            draft.replace(final)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
            # Another build has kept the run in between; that one is as good, even if a third
            # one is just putting its own in its place.
            shutil.rmtree(draft)
        shutil.rmtree(old, ignore_errors=True)

    def prune(self) -> None:
        """Throw away what was not asked for in a long time."""
        for path in self.folder.glob(f"*/{_FILES}"):
            if time.time() - path.stat().st_mtime > _UNUSED_FOR:
                shutil.rmtree(path.parent, ignore_errors=True)

    def _fingerprints(self, run: Run) -> dict[str, str]:
        functions_only = {
            str(file) for module in self.task_modules if (file := module_file(module)) is not None
        }
        # The package that holds the tasks is imported with them, and does nothing by itself.
        packages = {str(Path(file).parent / "__init__.py") for file in functions_only}
        files = set(run.depends_on) - functions_only - packages
        return {file: value for file in sorted(files) if (value := _fingerprint(file))}


def _fingerprint(file: str) -> str:
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return ""
