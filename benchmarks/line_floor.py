"""What it costs at least to deliver each line when it is printed: no kernel, just memory.

Usage: python benchmarks/line_floor.py [--rounds N]

``python script.py | cat`` lets Python collect 8 KiB before it writes. Who wants each line at
its moment can't; what `recorder_cost.py` measures by default is that. Here lines are printed
as into ``cat``, and beside it line by line into memory that could be shared with a recorder:
without a system call, without anybody who reads, and without a note of the time. No way of
recording line by line can be faster than that.
"""

from __future__ import annotations

import argparse
import io
import mmap
import statistics
import subprocess
import time
from typing import BinaryIO, TextIO, cast

_LINES = 400_000
_BYTES = 1 << 26


class _Memory(mmap.mmap):
    """Memory that takes text as a file does."""

    closed = False

    def readable(self) -> bool:
        """Return whether it can be read as a file."""
        return False

    def writable(self) -> bool:
        """Return whether it can be written as a file."""
        return True

    def seekable(self) -> bool:
        """Return whether there is a position to note."""
        return False

    # What Python calls after each line; done in C, so that it costs next to nothing.
    flush = staticmethod(int)  # type: ignore[assignment] # a stand-in


def seconds(file: TextIO) -> float:
    """Return how long printing takes."""
    begin = time.perf_counter()
    for number in range(_LINES):
        print(f"{_BYTES} says {number}, in a line of usual length", file=file)
    return time.perf_counter() - begin


def collected() -> float:
    """Print into ``cat``, as Python does into a pipe."""
    with (
        subprocess.Popen(
            ["cat"],  # noqa: S607 - as in the reader's shell
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        ) as cat,
        io.TextIOWrapper(cast("BinaryIO", cat.stdin), encoding="utf-8") as file,
    ):
        return seconds(file)


def line_by_line() -> float:
    """Print into memory, a line at a time."""
    with _Memory(-1, _BYTES) as memory:
        file = io.TextIOWrapper(cast("BinaryIO", memory), encoding="utf-8", line_buffering=True)
        return seconds(file)


def main() -> None:
    """Measure both, one after the other."""
    parser = argparse.ArgumentParser(description="Measure what a line costs at least.")
    parser.add_argument("--rounds", type=int, default=7, help="how many (default: 7)")
    ratios = [collected() / line_by_line() for _ in range(parser.parse_args().rounds)]
    print(
        f"line by line into memory: {statistics.median(ratios):.2f} x the lines/s of '| cat' "
        f"(single: {' '.join(f'{ratio:.2f}' for ratio in ratios)})"
    )


if __name__ == "__main__":
    main()
