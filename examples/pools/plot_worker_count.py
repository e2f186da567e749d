"""
How many workers without being asked
====================================

A pool is created without a number: how many workers does it get?
Then the script gives up all its CPUs but one, and creates another pool.
Predict the number of workers of both.
Since Python 3.13 only the CPUs count that the process may use, before that all of the machine.
"""

# concurdocs: varies = numbers

# %% setup
# :py:func:`os.process_cpu_count` exists since Python 3.13.
# A ``Pool`` starts all its workers when it is created, so they can be counted at once.
import multiprocessing
import os


def count_workers() -> None:
    expected = getattr(os, "process_cpu_count", os.cpu_count)()
    with multiprocessing.Pool() as pool:
        workers = len(multiprocessing.active_children())
        pool.close()
        pool.join()
    print(f"{workers} workers, as documented: {workers == expected}")


# %% all_cpus
# What the machine has, and what this process may use of it.
if __name__ == "__main__":
    print(f"CPUs of the machine: {os.cpu_count()}")
    count_workers()

# %% one_cpu
# Only some systems let a process choose its CPUs, Linux among them (:py:func:`os.sched_setaffinity`).
# A container that is given a share of the CPUs, and not certain ones, is not noticed in this way.
if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    count_workers()
