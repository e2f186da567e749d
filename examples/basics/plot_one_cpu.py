"""
Two processes share one CPU
===========================

Two processes compute, and both may use the same single CPU only.
Does the second have to wait until the first has finished?
Predict the order of the lines.
The operating system lets them take turns, so often that both get on at the same time.
"""

# %% setup
# Each process binds itself to the same CPU, and meets the other at a barrier.
# So both begin their work at the same moment.
# Only some systems let a process choose its CPUs, Linux among them (:py:func:`os.sched_setaffinity`).
import os
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType

from concurdocs.tasks import burn


def work_in_parts(name: str, meeting: BarrierType) -> None:
    """Compute on one CPU, and print after each of four parts."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    meeting.wait()
    for part in range(1, 5):
        burn(20)
        print(f"{name}: part {part} done")


# %% take_turns
# Who is ahead at a given moment is luck, but neither waits for the end of the other.
if __name__ == "__main__":
    meeting = Barrier(2)
    processes = [
        Process(target=work_in_parts, args=(name, meeting), name=name) for name in ("ann", "bo")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("both joined")
