"""
Close and join a Pool
=====================

A ``Pool`` has no ``shutdown``: which two calls do the same?
``close`` lets nobody in any more, and ``join`` waits for the tasks and the workers.
Predict how long each of the two takes.
"""

# %% setup
# The naps are those of the example with ``shutdown``.
from multiprocessing import Pool, active_children

from concurdocs.tasks import nap

NAPS = {"ann": 0.2, "bo": 0.2, "chen": 0.2, "dee": 0.2}

# %% hand_in
# ``apply_async`` is what ``submit`` is for an executor.
# Whether "all handed in" or a line of a worker is printed first is luck, and so is which worker is first.
if __name__ == "__main__":
    pool = Pool(2)
    for name, seconds in NAPS.items():
        pool.apply_async(nap, (name, seconds))
    print("all handed in")

# %% close
# ``close`` does not wait, and it takes nothing away from the tasks that are in.
if __name__ == "__main__":
    pool.close()
    try:
        pool.apply_async(nap, ("ann", 0.2))
    except ValueError as error:
        print(f"ValueError: {error}")

# %% join
# ``join`` before ``close`` would be an error: who may still let tasks in can't wait for the last.
if __name__ == "__main__":
    pool.join()
    print(f"joined, workers left: {len(active_children())}")
