"""
A number and a row of numbers that are shared
=============================================

``Value`` and ``Array`` hold numbers in memory that several processes use: who sees a change?
Predict the three lines of the parent.
The parent sees what the child has written, which it does not with any ordinary object.
"""

# %% setup
# ``"i"`` stands for a whole number of the language C, ``"d"`` for one with a fraction.
# The child changes what is passed to it and returns nothing.
from multiprocessing import Array, Process, Value
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized, SynchronizedArray


def fill(number: "Synchronized[int]", row: "SynchronizedArray[float]") -> None:
    number.value = 7
    row[1] = 0.5


# %% create
# Both begin with what you give them.
if __name__ == "__main__":
    number = Value("i", 0)
    row = Array("d", [0.0, 0.0, 0.0])
    print(f"parent: {number.value} {row[:]}")

# %% change
# The child writes, and the parent reads the same memory.
if __name__ == "__main__":
    process = Process(target=fill, args=(number, row), name="ann")
    process.start()
    process.join()
    print(f"parent: {number.value} {row[:]}")

# %% copy
# What you have taken out of it is an ordinary object, and stays as it is.
if __name__ == "__main__":
    taken = row[:]
    row[1] = 2.5
    print(f"taken out: {taken[1]}, in the array: {row[1]}")
