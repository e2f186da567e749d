"""
A wait that cannot be interrupted
=================================

Not every wait is the same: in which state is a process that waits inside the system itself?
Predict whether it is S again.
And predict what a signal does that would stop any other process.
It is D, and the signal has to wait until the system has done its part.
"""

# concurdocs: system = linux

# %% setup
# State D mostly belongs to a disk, but a disk is too quick for us to watch.
# So ann starts another program, and the system has to open a named pipe for it first.
# Opening a named pipe lasts until somebody opens its other end.
# As long as that lasts, ann is inside the call, in state D.
import os
import signal
import sys
import time
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

if sys.platform != "linux" and __name__ == "__main__":
    print("this system does not show the states of processes in /proc")
    sys.exit(0)


def state(pid: int) -> str:
    """Return the letter of a process's state."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def start_program(pipe: str) -> None:
    """Start a program whose standard input is a named pipe, and wait for its end."""
    opening = (os.POSIX_SPAWN_OPEN, 0, pipe, os.O_RDONLY, 0)
    pid = os.posix_spawnp("echo", ["echo", "program runs"], os.environ, file_actions=[opening])
    os.waitpid(pid, 0)


# %% waiting
# The script looks until it sees the D, for 2 seconds at most.
# Then it sends SIGSTOP, which changes nothing, and takes it back by SIGCONT.
# When it opens the other end of the pipe, everybody goes on.
if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        pipe = Path(folder, "pipe")
        os.mkfifo(pipe)
        ann = Process(target=start_program, args=(str(pipe),), name="ann")
        ann.start()
        deadline = time.monotonic() + 2
        while state(ann.pid or 0) != "D" and time.monotonic() < deadline:
            time.sleep(0.005)
        print(f"ann waits inside the system: state {state(ann.pid or 0)}")
        os.kill(ann.pid or 0, signal.SIGSTOP)
        time.sleep(0.15)  # time enough to stop, and to be seen in the figure
        print(f"ann was sent SIGSTOP: still in state {state(ann.pid or 0)}")
        os.kill(ann.pid or 0, signal.SIGCONT)
        with pipe.open("wb"):
            ann.join()
    print(f"exit code: {ann.exitcode}")
