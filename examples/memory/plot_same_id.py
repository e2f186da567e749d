"""
Same address, different memory
==============================

Parent and child ask for the ``id`` of one list, and get the same number: is it the same list?
Predict what the parent prints at the end.
Each process has addresses of its own, and the same address leads to different memory.
"""

# concurdocs: system = unix

# %% setup
# In CPython, ``id`` is the address of an object in memory.
# Only a forked process has the objects of its parent at the same addresses, so this script selects ``fork``.
import multiprocessing

basket = ["apple"]


def add_pear(address: int) -> None:
    print(f"the same address: {id(basket) == address}")
    basket.append("pear")
    print(f"child: {basket}")


# %% fork
# The child is given the number that the parent sees, and compares.
if __name__ == "__main__":
    if "fork" in multiprocessing.get_all_start_methods():
        fork = multiprocessing.get_context("fork")
        process = fork.Process(target=add_pear, args=(id(basket),), name="ann")
        process.start()
        process.join()
        print(f"parent: {basket}")
    else:
        print("this script needs the start method fork")
