"""
Workers that are replaced on purpose
====================================

A worker may be told to end after a number of tasks: how many processes do six tasks need?
Predict it for a ``Pool`` whose workers do two tasks each, and for an executor whose workers do one.
Each worker that has done its share ends, and a new one takes its place.
"""

# concurdocs: python = 3.11

# %% setup
# The task returns the number of the process that did it.
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, get_context

# %% pool
# Six tasks, two for each worker.
if __name__ == "__main__":
    with Pool(1, maxtasksperchild=2) as pool:
        pids = [pool.apply(os.getpid) for _ in range(6)]
        pool.close()
        pool.join()
    print(f"Pool: {len(pids)} tasks, {len(set(pids))} processes")

# %% executor
# Executors know this since Python 3.11, and not for ``fork``: see how they fork all workers at once.
# So this block selects ``spawn``.
if __name__ == "__main__":
    if sys.version_info >= (3, 11):
        context = get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as executor:
            pids = [executor.submit(os.getpid).result() for _ in range(2)]
        print(f"executor: {len(pids)} tasks, {len(set(pids))} processes")
    else:
        print("this Python has no max_tasks_per_child")
