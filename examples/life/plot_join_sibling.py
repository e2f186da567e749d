"""
Joining the process of somebody else
====================================

The script creates ann and bo, and bo tries to wait for ann.
Predict what happens.
``join`` and ``is_alive`` work only in the process that has created the other.
"""

# concurdocs: system = unix

# %% setup
# A process cannot be sent to another one, but under ``fork`` bo finds what the script had in memory.
# So this script selects ``fork``, if the platform has it.
import multiprocessing
from multiprocessing.process import BaseProcess

FORK = "fork" in multiprocessing.get_all_start_methods()


def wait_for(other: BaseProcess) -> None:
    try:
        other.join()
    except AssertionError as error:
        print(f"AssertionError: {error}")
    try:
        other.is_alive()
    except AssertionError as error:
        print(f"AssertionError: {error}")


# %% bo
# ann is alive all the while, so there would be something to wait for.
if __name__ == "__main__":
    if FORK:
        fork = multiprocessing.get_context("fork")
        event = fork.Event()
        ann = fork.Process(target=event.wait, name="ann")
        bo = fork.Process(target=wait_for, args=(ann,), name="bo")
        ann.start()
        bo.start()
        bo.join()
    else:
        print("this script needs the start method fork")

# %% script
# The script has created ann, and so it can wait.
if __name__ == "__main__" and FORK:
    event.set()
    ann.join()
    print(f"the script has joined ann: exit code {ann.exitcode}")
