"""
Running, ready, blocked: how much of each
=========================================

Three processes share one CPU: two compute, the third naps.
Predict which share of its time each of them runs, is ready to run, or is blocked.
The two that compute get half of the CPU each at best, and are ready for the rest of the time.
The third is blocked nearly all the time, and costs the others nothing.
"""

# concurdocs: system = linux

# %% setup
# Linux counts for each process how long it ran, and how long it was ready and had to wait.
# Both stand in ``/proc/self/schedstat``, in nanoseconds (`Scheduler Statistics <https://docs.kernel.org/scheduler/sched-stats.html>`__).
# What is left of the time on the clock, the process was blocked.
import os
import sys
import time
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType
from pathlib import Path

from concurdocs.tasks import burn

COUNTS = Path("/proc/self/schedstat")

if not (sys.platform == "linux" and COUNTS.exists()) and __name__ == "__main__":
    print("this system does not count how long a process is ready")
    sys.exit(0)


def counts() -> tuple[float, float, float]:
    """Return the seconds on the clock, running, and ready, up to now."""
    running, ready, _ = COUNTS.read_text(encoding="utf-8").split()
    return time.monotonic(), int(running) / 1e9, int(ready) / 1e9


def live(name: str, meeting: BarrierType) -> None:
    """Nap if this is chen, else compute, and print the share of each state."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    meeting.wait()
    before = counts()
    if name == "chen":
        time.sleep(0.5)
    else:
        burn(60)
    clock, running, ready = (now - then for now, then in zip(counts(), before, strict=True))
    blocked = max(clock - running - ready, 0)
    shares = f"running {running / clock:.0%}, ready {ready / clock:.0%}"
    print(f"{name}: {shares}, blocked {blocked / clock:.0%}")
    print(f"{name} was {'mostly' if blocked > clock / 2 else 'seldom'} blocked")
    print(f"{name} had to wait for the CPU: {ready > clock / 5}")


# %% share_one_cpu
# The barrier makes all three begin at the same moment.
# The order of the lines is luck.
if __name__ == "__main__":
    meeting = Barrier(3)
    processes = [
        Process(target=live, args=(name, meeting), name=name) for name in ("ann", "bo", "chen")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
