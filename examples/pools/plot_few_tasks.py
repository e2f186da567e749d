"""
Four workers for two tasks
==========================

A ``Pool`` and an executor may have four workers each, and both get two tasks.
Predict how many workers are started.
The ``Pool`` starts four; the executor four or two, depending on the start method.
"""

# %% setup
# Both tasks of a pair begin before either of them ends.
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, active_children, get_start_method

from concurdocs.tasks import nap

SECONDS = 0.2

# %% pool
# Two of the four wait for a task in vain.
if __name__ == "__main__":
    with Pool(4) as pool:
        for name in ["ann", "bo"]:
            pool.apply_async(nap, (name, SECONDS))
        print(f"Pool: {len(active_children())} workers for 2 tasks")
        pool.close()
        pool.join()

# %% executor
# The start method is the platform's own here.
if __name__ == "__main__":
    with ProcessPoolExecutor(4) as executor:
        for name in ["chen", "dee"]:
            executor.submit(nap, name, SECONDS)
        workers = len(active_children())
        expected = 4 if get_start_method() == "fork" else 2
        print(f"executor: {workers} workers for 2 tasks, as expected: {workers == expected}")
