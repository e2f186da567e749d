"""
A nap and some work on a single CPU
===================================

One process naps, another computes, and there is a single CPU for both.
Is it of any use to have them under way at the same time?
Predict the time that the second block takes, compared with the first.
It takes less, because the one computes while the other waits.
"""

# %% setup
# The script keeps one CPU, and the processes that it starts inherit that.
# Only some systems let a process choose its CPUs, Linux among them (:py:func:`os.sched_setaffinity`).
import os
from multiprocessing import Process

from concurdocs.tasks import nap, work

SECONDS, UNITS = 0.4, 60

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

# %% one_by_one
# First the nap, and when it is over, the work.
# While ann naps, the CPU has nothing to do.
if __name__ == "__main__":
    ann = Process(target=nap, args=("ann", SECONDS), name="ann")
    ann.start()
    ann.join()
    bo = Process(target=work, args=("bo", UNITS), name="bo")
    bo.start()
    bo.join()
    print("one by one: done")

# %% together
# The same nap and the same work, begun together.
# Who of the two starts and ends first is luck.
if __name__ == "__main__":
    chen = Process(target=nap, args=("chen", SECONDS), name="chen")
    dee = Process(target=work, args=("dee", UNITS), name="dee")
    chen.start()
    dee.start()
    chen.join()
    dee.join()
    print("together: done")
