"""
Ten tasks, four workers
=======================

A pool of four workers does ten tasks: how many different process numbers are printed?
Predict it, and predict how many workers end when their first task does.
There are four numbers, and no worker ends: it takes the next task.
"""

# %% setup
# Each task returns the number of the process that did it.
import os
import time
from multiprocessing import Pool

WORKERS = 4
SECONDS = 0.1


def task(number: int) -> int:
    time.sleep(SECONDS)
    print(f"task {number} in process {os.getpid()}")
    return os.getpid()


# %% run
# With ``chunksize=1`` a worker takes a single task at a time.
# Which worker takes which task is luck.
if __name__ == "__main__":
    with Pool(WORKERS) as pool:
        pids = pool.map(task, range(10), chunksize=1)
        pool.close()
        pool.join()
    print(f"{len(pids)} tasks, {len(set(pids))} processes")
