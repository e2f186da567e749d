"""
A short task and a long one share a CPU
=======================================

ann has four times as much to compute as bo, and both may use the same single CPU only.
When is bo done: after a fifth of the time, after two fifths, or at the end?
While both compute, each has the CPU for half of the time, so the short task takes about twice as long as it would alone.
"""

# concurdocs: varies = numbers

# %% setup
# Both bind themselves to the same CPU and meet at a barrier, so they begin at the same moment.
# Only some systems let a process choose its CPUs, Linux among them (:py:func:`os.sched_setaffinity`).
import os
import time
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType

from concurdocs.tasks import burn


def compute(name: str, units: int, meeting: BarrierType) -> None:
    """Compute on one CPU, and print how long that took."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    meeting.wait()
    begin = time.monotonic()
    burn(units)
    print(f"{name} is done after {time.monotonic() - begin:.2f} seconds")


# %% share
# ann is started first, and it does not help her.
if __name__ == "__main__":
    meeting = Barrier(2)
    ann = Process(target=compute, args=("ann", 80, meeting), name="ann")
    bo = Process(target=compute, args=("bo", 20, meeting), name="bo")
    ann.start()
    bo.start()
    ann.join()
    bo.join()
