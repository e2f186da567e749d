"""
Which CPU does a process run on?
================================

A process rests and computes in turn: does it come back to the same CPU after each rest?
Predict on how many CPUs each process is seen.
The operating system chooses the CPU each time, unless the affinity of the process forbids it.
"""

# concurdocs: varies = numbers
# concurdocs: system = linux

# %% setup
# Linux tells which CPU a process was on last, in the 39th field of ``/proc/self/stat`` (`proc_pid_stat(5) <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>`__).
# The **affinity** of a process is the set of CPUs that it may use.
import os
import sys
import time
from multiprocessing import Event, Process
from multiprocessing.synchronize import Event as EventType
from pathlib import Path

from concurdocs.tasks import burn

if sys.platform != "linux" and __name__ == "__main__":
    print("this system has no affinity, or no /proc")
    sys.exit(0)


def cpu_now() -> int:
    """Return the number of the CPU that this process is on."""
    fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[36])


def rest_and_work(name: str, allowed: set[int]) -> None:
    """Rest and compute in turn on the allowed CPUs, and note which one it is each time."""
    os.sched_setaffinity(0, allowed)
    seen = set()
    for _ in range(20):
        time.sleep(0.005)
        burn(1)
        seen.add(cpu_now())
    print(f"{name} may use CPUs {sorted(allowed)}, was seen on {sorted(seen)}")
    print(f"{name} stayed where it may be: {seen <= allowed}")


def work_and_be_moved(name: str, first: int, ready: EventType, moved: EventType) -> None:
    """Compute on the first CPU, wait for the move, and compute on."""
    os.sched_setaffinity(0, {first})
    before, after = set(), set()
    for _ in range(10):
        burn(1)
        before.add(cpu_now())
    ready.set()
    moved.wait()
    for _ in range(10):
        burn(1)
        after.add(cpu_now())
    print(f"{name} was seen on {sorted(before)}, then on {sorted(after)}")
    stayed = before <= {first} and after <= os.sched_getaffinity(0)
    print(f"{name} stayed where it may be: {stayed}")


# %% bound_and_free
# ann is bound to one CPU; bo may use all that the script may use.
# On how many of them bo is seen is luck.
if __name__ == "__main__":
    cpus = os.sched_getaffinity(0)
    ann = Process(target=rest_and_work, args=("ann", {min(cpus)}), name="ann")
    bo = Process(target=rest_and_work, args=("bo", cpus), name="bo")
    ann.start()
    bo.start()
    ann.join()
    bo.join()

# %% move
# The CPUs of a process can also be changed from outside, while it lives.
# chen begins on the first CPU, and the script moves it to the last one.
# It takes no part in the move, and its variables come along.
if __name__ == "__main__":
    ready, moved = Event(), Event()
    chen = Process(target=work_and_be_moved, args=("chen", min(cpus), ready, moved), name="chen")
    chen.start()
    ready.wait()
    os.sched_setaffinity(chen.pid or 0, {max(cpus)})
    moved.set()
    chen.join()
