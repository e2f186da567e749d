"""
What a daemon may not do
========================

A process with ``daemon=True`` must not have children: does that hold for every program that it starts?
Predict which of its two attempts below succeeds.
``multiprocessing`` refuses, and ``subprocess`` knows nothing of daemons.
"""

# %% setup
# The daemon tries to start a process, and then a program.
import subprocess
import sys
from multiprocessing import Process, current_process


def try_both() -> None:
    print(f"ann is a daemon: {current_process().daemon}")
    child = Process(name="bo")
    print(f"bo would be a daemon: {child.daemon}")
    try:
        child.start()
    except AssertionError as error:
        print(f"AssertionError: {error}")
    subprocess.run([sys.executable, "-c", "print('a program runs')"], check=True)


# %% default
# A process is no daemon unless you say so, or unless its creator is one.
if __name__ == "__main__":
    print(f"a daemon by default: {Process().daemon}")

# %% daemon
# bo inherits from ann that it is a daemon, and ann cannot start it.
if __name__ == "__main__":
    ann = Process(target=try_both, name="ann", daemon=True)
    ann.start()
    ann.join()
    print(f"ann's exit code: {ann.exitcode}")

# %% too_late
# After ``start`` it is too late to choose, even when the process has ended.
if __name__ == "__main__":
    try:
        ann.daemon = False
    except AssertionError as error:
        print(f"AssertionError: {error}")
