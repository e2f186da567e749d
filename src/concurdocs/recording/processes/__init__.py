"""Looking at the processes of a run from outside, and ending what is left of them.

`ProcessTable` is the contract; each platform has a file, and `process_table` chooses.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.recording.processes._linux import LinuxProcessTable

if TYPE_CHECKING:
    from concurdocs.recording.processes._table import ProcessTable


def process_table() -> ProcessTable:
    """Return the process table of this platform."""
    if sys.platform.startswith("linux") and Path("/proc/self/task").is_dir():
        return LinuxProcessTable()
    # Not imported on Linux, where the package does without psutil.
    from concurdocs.recording.processes._portable import PortableProcessTable  # noqa: PLC0415

    return PortableProcessTable()
