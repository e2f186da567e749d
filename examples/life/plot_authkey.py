"""
The key of a process
====================

Every process has an ``authkey``, by which it can prove to others that it belongs to the same program.
Predict how long it is, and whether a child has the same.
It is 32 random bytes, and children inherit it.
"""

# %% setup
# The key is a secret, so this script compares keys and prints none.
import pickle
from multiprocessing import Process, current_process


def compare(key: bytes) -> None:
    print(f"the same key in the child: {current_process().authkey == key}")


# %% key
# It is made when ``multiprocessing`` is imported, and it consists of bytes.
if __name__ == "__main__":
    key = current_process().authkey
    print(f"bytes: {isinstance(key, bytes)}, length: {len(key)}")

# %% child
# To be sent, the key is turned into plain bytes here.
# Inheriting it needs nothing from you.
if __name__ == "__main__":
    process = Process(target=compare, args=(bytes(key),), name="ann")
    process.start()
    process.join()

# %% send
# As it is, it can't be pickled, so that nobody sends it by accident.
if __name__ == "__main__":
    try:
        pickle.dumps(key)
    except TypeError as error:
        print(f"TypeError: {error}")
