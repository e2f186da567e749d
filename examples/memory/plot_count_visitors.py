"""
Counting in three processes
===========================

Three processes each count one visitor, once in a variable of the script and once in a ``Value``.
Predict both counts.
The variable stays at 0 in the script, and the ``Value`` comes to 3.
"""

# %% setup
# To count means to read and to write, and the lock of the ``Value`` keeps others out in between.
# A list makes the ordinary count something that can be changed in place.
from multiprocessing import Process, Value
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

ordinary = [0]


def count(shared: "Synchronized[int]") -> None:
    ordinary[0] += 1
    with shared.get_lock():
        shared.value += 1
    print(f"ordinary count in this process: {ordinary[0]}")


# %% count
# Each process ends with an ordinary count of its own.
if __name__ == "__main__":
    shared = Value("i", 0)
    processes = [Process(target=count, args=(shared,), name=name) for name in ("ann", "bo", "chen")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"ordinary count in the script: {ordinary[0]}")
    print(f"shared count: {shared.value}")
