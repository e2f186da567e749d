"""
Fork copies when you write
==========================

A script holds 64 MB, and forks a process: does that process get 64 MB of its own?
Predict how much it has before and after it changes what it was given.
Parent and child share every page of memory until one of them writes to it.
"""

# concurdocs: system = linux

# %% setup
# Linux tells a process how much of its memory it shares with nobody (`proc_pid_smaps(5) <https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html>`__).
# Of the start methods only ``fork`` hands memory over, so this script selects it.
# The last function changes a byte in each page, pages of 4 kB or more.
import multiprocessing
import sys
from pathlib import Path

MEGABYTE = 1_000_000
SIZE = 64 * MEGABYTE
SOURCE = Path("/proc/self/smaps_rollup")


def own_memory() -> float:
    rows = [line.split() for line in SOURCE.read_text(encoding="ascii").splitlines()]
    return sum(int(row[1]) * 1024 for row in rows if row[0] == "Private_Dirty:") / MEGABYTE


def change(pages: bytearray) -> None:
    before = own_memory()
    pages[::4096] = bytes(len(range(0, len(pages), 4096)))
    after = own_memory()
    print(f"child's own memory: {before:.0f} MB before and {after:.0f} MB after writing")
    print(f"less than 32 MB before: {before < SIZE / MEGABYTE / 2}")
    print(f"64 MB or more after: {after >= SIZE / MEGABYTE}")


# %% fork
# The bytes are all ones, so that the memory is really in use.
# What the child writes stays in the child: the parent finds its ones again.
if __name__ == "__main__":
    if sys.platform == "linux" and SOURCE.exists():
        book = bytearray(b"\1") * SIZE
        process = multiprocessing.get_context("fork").Process(
            target=change, args=(book,), name="ann"
        )
        process.start()
        process.join()
        print(f"the parent's bytes are all ones: {book.count(1) == SIZE}")
    else:
        print("this script needs Linux")
