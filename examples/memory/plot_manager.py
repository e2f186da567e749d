"""
A list that a manager keeps
===========================

A list is shared after all, by means of a manager: where does it live?
Predict how many processes you will see.
A third process keeps the list, and parent and child ask it.
"""

# %% setup
# The function is the one that has no effect on an ordinary list.
from multiprocessing import Manager, Process
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.managers import ListProxy


def add_pear(basket: "ListProxy[str]") -> None:
    basket.append("pear")
    print(f"child: {list(basket)}")


# %% share
# ``basket`` is a proxy: each use of it is a message to the manager and an answer.
# Leaving ``with`` ends the manager, and its objects with it.
if __name__ == "__main__":
    with Manager() as manager:
        basket = manager.list(["apple"])
        process = Process(target=add_pear, args=(basket,), name="ann")
        process.start()
        process.join()
        print(f"parent: {list(basket)}")
        print(f"an ordinary list: {isinstance(basket, list)}")
