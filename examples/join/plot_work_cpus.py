"""
Work on a single CPU and on all CPUs
====================================

Two processes compute, first on a single CPU, then on all that the script may use.
How long do the two take together, compared with one of them alone?
On one CPU they take turns and the times add up.
Only with a second CPU is their work done in parallel.
"""

# %% setup
# ``work`` computes without a pause: the CPU is busy all the time.
# As long as ``one_cpu`` is true, a process binds itself to one CPU, the same for all.
# Only some systems let a process choose its CPUs, Linux among them (:py:func:`os.sched_setaffinity`).
import os
from multiprocessing import Process

from concurdocs.tasks import work

UNITS = 100


def work_on(name: str, *, one_cpu: bool) -> None:
    """Work on one CPU or on any that this process may use."""
    if one_cpu and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    work(name, UNITS)


def run_both(*names: str, one_cpu: bool) -> None:
    """Start these processes, then join them."""
    processes = [
        Process(target=work_on, args=(name,), kwargs={"one_cpu": one_cpu}, name=name)
        for name in names
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"{' and '.join(names)} joined")


# %% one_cpu
# Both are alive all the time, and yet only one of them computes at any moment.
# Who starts and who ends first is luck.
if __name__ == "__main__":
    run_both("ann", "bo", one_cpu=True)

# %% all_cpus
# The same amount of work, on as many CPUs as the script may use, and luck decides who is first.
# If that is only one, as in some containers, the time does not change.
if __name__ == "__main__":
    run_both("chen", "dee", one_cpu=False)
