"""Looking at the processes of a run from outside, and ending what is left of them.

`ProcessTable` is the contract. Each platform has a file that keeps it, and `process_table`, at
the end, chooses; all else here takes whichever it is given.
"""

from __future__ import annotations

import sys
from pathlib import Path

from concurdocs.recording.processes._cleanup import adopting_orphans, end_all
from concurdocs.recording.processes._sampler import ObservedProcess, Sampler
from concurdocs.recording.processes._table import ProcessSample, ProcessTable

__all__ = [
    "ObservedProcess",
    "ProcessSample",
    "ProcessTable",
    "Sampler",
    "adopting_orphans",
    "end_all",
    "process_table",
]


def process_table() -> ProcessTable:
    """Return the process table of this platform."""
    # Imported only where it is used: the package does without psutil on Linux.
    if sys.platform.startswith("linux") and Path("/proc/self/task").is_dir():
        from concurdocs.recording.processes._linux import LinuxProcessTable  # noqa: PLC0415

        return LinuxProcessTable()
    from concurdocs.recording.processes._portable import PortableProcessTable  # noqa: PLC0415

    return PortableProcessTable()
