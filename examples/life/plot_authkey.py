"""
The key of a process
====================

Every process has an ``authkey``, by which it can prove to others that it belongs to the same program.
Predict how long it is, and whether a child has the same.
It is 32 random bytes, and children inherit it.
"""

# %% setup
# The key is a secret, so this script compares keys and prints none.
# Each start method is selected by name, if the platform has it.
import multiprocessing
import pickle
from collections.abc import Callable
from multiprocessing.process import BaseProcess

METHODS = multiprocessing.get_all_start_methods()


def compare(method: str, key: bytes) -> None:
    own = multiprocessing.current_process().authkey
    print(f"{method}: the same key in the child: {own == key}")


def ask_child(method: str, create: Callable[..., BaseProcess]) -> None:
    key = multiprocessing.current_process().authkey
    process = create(target=compare, args=(method, bytes(key)), name=f"ann by {method}")
    process.start()
    process.join()


# %% key
# It is made when ``multiprocessing`` is imported, and it consists of bytes.
if __name__ == "__main__":
    key = multiprocessing.current_process().authkey
    print(f"bytes: {isinstance(key, bytes)}, length: {len(key)}")

# %% child
# To be sent, the key is turned into plain bytes here.
# Inheriting it needs nothing from you, whatever the start method.
if __name__ == "__main__":
    ask_child("spawn", multiprocessing.get_context("spawn").Process)
    if "fork" in METHODS:
        ask_child("fork", multiprocessing.get_context("fork").Process)
    if "forkserver" in METHODS:
        ask_child("forkserver", multiprocessing.get_context("forkserver").Process)

# %% send
# As it is, it can't be pickled, so that nobody sends it by accident.
if __name__ == "__main__":
    try:
        pickle.dumps(key)
    except TypeError as error:
        print(f"TypeError: {error}")
