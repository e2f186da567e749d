"""
Four naps on a single CPU
=========================

Four processes may use one CPU only: do their naps still overlap?
Predict the total of 0.8, 0.2, 0.4 and 0.6 seconds of napping.
It is close to the longest nap again, because a process that sleeps needs no CPU.
Naps show that lifetimes overlap, not that work is done in parallel.
"""

# %% setup
# Every process binds itself to the same CPU before it naps.
# Only some systems let a process choose its CPUs, Linux among them (:py:func:`os.sched_setaffinity`).
import os
from multiprocessing import Process

from concurdocs.tasks import nap

NAPS = {"ann": 0.8, "bo": 0.2, "chen": 0.4, "dee": 0.6}


def nap_on_one_cpu(name: str, seconds: float) -> None:
    """Nap on the first of the CPUs that this process may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    nap(name, seconds)


# %% start_all
# Start all, then join all, as before.
# The first lines come in an order that is luck.
if __name__ == "__main__":
    processes = [
        Process(target=nap_on_one_cpu, args=(name, seconds), name=name)
        for name, seconds in NAPS.items()
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("all joined")
