"""
A file belongs to nobody
========================

A child writes a file: can the parent read it?
You know the answer, so predict the second one: can it still be read when the child has ended?
Files are outside of the memory of any process.
"""

# %% setup
# The child is told where to write.
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory


def write(path: Path) -> None:
    path.write_text("a pear", encoding="utf-8")


# %% share
# The folder is removed at the end of ``with``.
if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        path = Path(folder, "basket.txt")
        process = Process(target=write, args=(path,), name="ann")
        process.start()
        process.join()
        print(f"the child has ended: {not process.is_alive()}")
        print(f"parent reads: {path.read_text(encoding='utf-8')}")
