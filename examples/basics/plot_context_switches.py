"""
Who gives up the CPU, and who loses it
======================================

A CPU is taken from one process and given to another: that is a context switch.
ann waits for messages all the time, bo and chen compute without a pause on the same CPU.
Predict which of them leaves the CPU of its own accord, and which is made to leave.
"""

# concurdocs: varies = numbers
# concurdocs: system = unix

# %% setup
# The system counts the context switches of each process, and ``getrusage`` asks for them.
# They are *voluntary* if the process had to wait for something.
# They are *involuntary* if the system took the CPU away from it.
import os
import sys
import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection

from concurdocs.tasks import burn

if sys.platform == "win32" and __name__ == "__main__":
    print("Windows does not count context switches in this way")
    sys.exit(0)

import resource

MESSAGES = 100


def switches() -> tuple[int, int]:
    """Return the voluntary and the involuntary context switches of this process so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_nvcsw, usage.ru_nivcsw


def report(name: str, before: tuple[int, int]) -> None:
    """Print the context switches since then."""
    voluntary, involuntary = (now - then for now, then in zip(switches(), before, strict=True))
    kind = "voluntary" if voluntary > involuntary else "involuntary"
    print(f"{name}: {voluntary} voluntary, {involuntary} involuntary, so mostly {kind}")


def receive(name: str, connection: Connection) -> None:
    """Say that this is ready, and wait for one message after the other."""
    connection.send("ready")
    before = switches()
    for _ in range(MESSAGES):
        connection.recv()
    report(name, before)


def compute(name: str) -> None:
    """Compute on one CPU, the same for all who call this."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    before = switches()
    burn(80)
    report(name, before)


# %% wait_and_compute
# The script sends ann a message every few milliseconds.
# ann has nothing to do until the next message is there.
# bo and chen always have something to do, but not always a CPU to do it with.
# The order of the three lines is luck.
if __name__ == "__main__":
    here, there = Pipe()
    processes = [
        Process(target=receive, args=("ann", there), name="ann"),
        Process(target=compute, args=("bo",), name="bo"),
        Process(target=compute, args=("chen",), name="chen"),
    ]
    for process in processes:
        process.start()
    here.recv()
    for number in range(MESSAGES):
        time.sleep(0.002)
        here.send(number)
    for process in processes:
        process.join()
