"""
The states of a process
=======================

A process computes, is stopped, goes on, waits, and ends.
Predict in which state the operating system lists it each time.
Linux has a letter for each: R, T, R again, S, and Z for a process that has ended.
"""

# concurdocs: system = linux

# %% setup
# The state is the first field behind the name in ``/proc/PID/stat``, and `ps <https://man7.org/linux/man-pages/man1/ps.1.html>`__ shows it as well.
# A process that has ended stays in the list only for its own parent.
# So the script makes itself the parent, by the start method ``fork``; ``spawn`` would do as well.
import os
import signal
import sys
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from concurdocs.tasks import burn

if sys.platform != "linux" and __name__ == "__main__":
    print("this system does not show the states of processes in /proc")
    sys.exit(0)

LONG_ENOUGH_TO_SEE = 0.15


def state(pid: int) -> str:
    """Return the letter of a process's state."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def wait_for_state(pid: int, letter: str) -> str:
    """Wait until a process is in a state, for 2 seconds at most, and return its state."""
    deadline = time.monotonic() + 2
    # A state cannot be waited for, only looked at.
    while state(pid) != letter and time.monotonic() < deadline:
        time.sleep(0.005)
    return state(pid)


def live(orders: Connection, other_end: Connection) -> None:
    """Compute until an order comes, then wait for another one."""
    other_end.close()  # a copy would keep the pipe open, even if the script were gone
    while not orders.poll():
        burn(1)
    orders.recv()
    orders.recv()


# %% running
# The process computes until it gets a message.
# R means that it runs, or would run if a CPU were free: Linux does not tell these two apart.
if __name__ == "__main__":
    context = get_context("fork")
    orders, theirs = context.Pipe()
    ann = context.Process(target=live, args=(theirs, orders), name="ann")
    ann.start()
    pid = ann.pid or 0
    print(f"ann computes: state {wait_for_state(pid, 'R')}")
    time.sleep(LONG_ENOUGH_TO_SEE)

# %% stopped
# SIGSTOP takes it out of competition, although it waits for nothing.
# ``waitpid`` with ``WUNTRACED`` returns once the process has stopped.
if __name__ == "__main__":
    os.kill(pid, signal.SIGSTOP)
    os.waitpid(pid, os.WUNTRACED)
    print(f"ann was sent SIGSTOP: state {state(pid)}")
    time.sleep(LONG_ENOUGH_TO_SEE)

# %% continued
# SIGCONT lets it go on where it was.
if __name__ == "__main__":
    os.kill(pid, signal.SIGCONT)
    print(f"ann was sent SIGCONT: state {wait_for_state(pid, 'R')}")
    time.sleep(LONG_ENOUGH_TO_SEE)

# %% sleeping
# After the first message it waits for the second one: it needs no CPU until that comes.
if __name__ == "__main__":
    orders.send("stop computing")
    print(f"ann waits for a message: state {wait_for_state(pid, 'S')}")
    time.sleep(LONG_ENOUGH_TO_SEE)

# %% zombie
# With the second message it ends.
# ``waitid`` with ``WNOWAIT`` returns once it has ended, and leaves it as it is.
# Only ``join`` asks for the exit code, and then the process is gone.
if __name__ == "__main__":
    orders.send("end")
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    print(f"ann has ended: state {state(pid)}")
    time.sleep(LONG_ENOUGH_TO_SEE)
    ann.join()
    print(f"ann is joined: still listed: {Path(f'/proc/{pid}').exists()}")
