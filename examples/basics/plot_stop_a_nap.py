"""
Stop a process that naps
========================

A process naps for 0.3 seconds, and is stopped for 0.5 seconds in the meantime.
Predict how long its nap takes in all: 0.3, 0.5 or 0.8 seconds?
The clock goes on while a process is stopped, so only the longer of the two counts.
"""

# concurdocs: python = 3.11
# concurdocs: system = linux

# %% setup
# The process says when its nap is about to begin, and afterwards how long it took.
# Before Python 3.11, :py:func:`time.sleep` asks the system to sleep in another way, and then the time stands still as long as the process is stopped.
import os
import signal
import sys
import time
from multiprocessing import Event, Process
from multiprocessing.synchronize import Event as EventType
from pathlib import Path

NAP, STOP = 0.3, 0.5

if sys.version_info < (3, 11) and __name__ == "__main__":
    print("this script needs Python 3.11 or newer")
    sys.exit(0)

if sys.platform != "linux" and __name__ == "__main__":
    print("this system does not show the states of processes in /proc")
    sys.exit(0)


def is_asleep(pid: int) -> bool:
    """Return whether the state of a process is S."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return stat.rpartition(")")[2].split()[0] == "S"


def measure_nap(name: str, begun: EventType) -> None:
    """Nap, and print what a clock says about it."""
    begin = time.monotonic()
    begun.set()
    time.sleep(NAP)
    took = time.monotonic() - begin
    print(f"{name}'s nap took {took:.2f} seconds")
    print(f"shorter than both together: {took < NAP + STOP}")


# %% stop
# The signal is sent when ann has fallen asleep.
# ``sleep`` waits for a moment on the clock, and that moment has passed when ann goes on.
if __name__ == "__main__":
    begun = Event()
    ann = Process(target=measure_nap, args=("ann", begun), name="ann")
    ann.start()
    begun.wait()
    while ann.is_alive() and not is_asleep(ann.pid or 0):
        time.sleep(0.005)
    os.kill(ann.pid or 0, signal.SIGSTOP)
    time.sleep(STOP)
    os.kill(ann.pid or 0, signal.SIGCONT)
    ann.join()
