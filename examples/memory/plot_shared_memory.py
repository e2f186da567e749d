"""
A block of shared memory
========================

A child opens a block of memory by its name and writes five bytes into it.
Predict what the parent finds there.
Both see the same bytes, and somebody has to remove the block at the end.
"""

# %% setup
# What is passed to the child is a text, the name of the block.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def write(name: str) -> None:
    block = SharedMemory(name=name)
    assert block.buf is not None  # it is None only for a block that was closed
    block.buf[:5] = b"hello"
    block.close()


# %% share
# A new block is filled with zeros.
# ``close`` is for every process that uses the block, ``unlink`` for the last one only.
if __name__ == "__main__":
    block = SharedMemory(create=True, size=5)
    assert block.buf is not None
    print(f"parent: {bytes(block.buf[:5])!r}")
    process = Process(target=write, args=(block.name,), name="ann")
    process.start()
    process.join()
    print(f"parent: {bytes(block.buf[:5])!r}")
    block.close()
    block.unlink()
