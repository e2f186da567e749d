"""
The child of a terminated process
=================================

The script creates ann, ann creates bo, and then ann is terminated: what becomes of bo?
Predict whether bo lives on, and whether it gets another parent.
It lives on, and only a child of ann's own is given to somebody else.
"""

# %% setup
# bo tells the number of its parent, waits until it is asked again, and tells it once more.
# Each start method is selected by name, if the platform has it.
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

METHODS = multiprocessing.get_all_start_methods()


def tell_parent(connection: "Connection[int, str]") -> None:
    connection.send(os.getppid())
    connection.recv()
    connection.send(os.getppid())


def have_child(connection: "Connection[int, str]") -> None:
    # In ann, too, this is the start method that the script has selected for it.
    bo = multiprocessing.Process(target=tell_parent, args=(connection,), name="bo")
    bo.start()
    bo.join()


def terminate_parent(method: str, create: Callable[..., BaseProcess]) -> None:
    here, there = multiprocessing.Pipe()
    ann = create(target=have_child, args=(there,), name=f"ann by {method}")
    ann.start()
    before = here.recv()
    print(f"{method}: bo is a child of ann: {before == ann.pid}")
    ann.terminate()
    ann.join()
    here.send("who is your parent now?")
    after = here.recv()
    print(f"{method}: bo lives on; its parent is another one now: {after != before}")


# %% fork
# bo was ann's child, and an orphan is given to another parent.
# That is process 1, or a process above that has declared itself ready to take orphans in.
if __name__ == "__main__" and "fork" in METHODS:
    terminate_parent("fork", multiprocessing.get_context("fork").Process)

# %% spawn
# The same happens here.
if __name__ == "__main__" and "spawn" in METHODS:
    terminate_parent("spawn", multiprocessing.get_context("spawn").Process)

# %% forkserver
# The parent of bo is a server, which ann has started, from the first to the last moment.
# bo was never ann's child, so it does not become an orphan.
if __name__ == "__main__" and "forkserver" in METHODS:
    terminate_parent("forkserver", multiprocessing.get_context("forkserver").Process)
