"""
Is the creator also the parent?
===============================

A process asks twice where it comes from: ``getppid`` asks the operating system, ``parent_process`` asks Python.
Predict for each start method whether the two answers agree.
They do, unless a server starts the processes.
"""

# %% setup
# Two processes by each start method that the platform has.
# A process prints whether its two answers agree, and sends the number of its parent to the script.
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

METHODS = multiprocessing.get_all_start_methods()


def compare(method: str, connection: "Connection[int, None]") -> None:
    creator = multiprocessing.parent_process()
    if creator is not None:
        print(f"{method}: the creator is the parent: {creator.pid == os.getppid()}")
    connection.send(os.getppid())


def run_two(method: str, create: Callable[..., BaseProcess]) -> None:
    parents = []
    for name in ("ann", "bo"):
        here, there = multiprocessing.Pipe()
        process = create(target=compare, args=(method, there), name=f"{name} by {method}")
        process.start()
        parents.append(here.recv())
        process.join()
    print(f"{method}: both have the same parent: {parents[0] == parents[1]}")


# %% fork
# The script forks, and so it is the parent.
if __name__ == "__main__" and "fork" in METHODS:
    run_two("fork", multiprocessing.get_context("fork").Process)

# %% spawn
# The script starts a new program, and again it is the parent.
if __name__ == "__main__" and "spawn" in METHODS:
    run_two("spawn", multiprocessing.get_context("spawn").Process)

# %% forkserver
# The script only asks: the server forks, and so the server is the parent of both.
# ``parent_process`` names the script all the same, because it tells who created the process.
if __name__ == "__main__" and "forkserver" in METHODS:
    run_two("forkserver", multiprocessing.get_context("forkserver").Process)
