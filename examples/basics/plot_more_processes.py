"""
More processes than CPUs
========================

Four processes want to compute all the time, and there are two CPUs at most.
Do two of them have to wait until the other two have finished?
Predict how long each of the four lives, compared with the CPU time it uses.
Every CPU is shared, just as a single one would be.
"""

# %% setup
# The script keeps two CPUs at most, and the processes that it starts inherit that.
# So there are more processes than CPUs, whatever machine this runs on.
# A barrier makes all four begin at the same moment.
import os
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType

from concurdocs.tasks import work

UNITS = 60


def work_together(name: str, meeting: BarrierType) -> None:
    """Wait for the others, then work."""
    meeting.wait()
    work(name, UNITS)


# %% four_on_two
# All four are under way at once, and at most two of them compute at any moment.
# The order of the lines is luck.
if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    meeting = Barrier(4)
    processes = [
        Process(target=work_together, args=(name, meeting), name=name)
        for name in ("ann", "bo", "chen", "dee")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("all joined")
