"""
Each process has its own memory
===============================

A child process appends to a list: does its parent see the new entry?
Predict the list that the parent prints after each child has ended.
It is the same each time, because every process works on objects of its own.
"""

# %% setup
# One list at the top level, and two functions that append to a list.
# The second gets its list as an argument.
from multiprocessing import Process

basket = ["apple"]


def add_pear() -> None:
    """Append to the list at the top level."""
    basket.append("pear")
    print(f"add_pear: {basket}")


def add_plum(given: list[str]) -> None:
    """Append to the list that is passed."""
    given.append("plum")
    print(f"add_plum: {given}")


# %% global
# The child changes what it knows as ``basket``.
# By the time the parent looks, the child has ended, so the change is not merely late.
if __name__ == "__main__":
    process = Process(target=add_pear)
    process.start()
    process.join()
    print(f"parent: {basket}")

# %% argument
# Passing the list changes nothing: what arrives in the child is a copy.
if __name__ == "__main__":
    process = Process(target=add_plum, args=(basket,))
    process.start()
    process.join()
    print(f"parent: {basket}")

# %% call
# The same function in a plain call does change the list: now both are in one process.
if __name__ == "__main__":
    add_plum(basket)
    print(f"parent: {basket}")
