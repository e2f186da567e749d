"""
What it costs to start a process
================================

Twenty processes that do nothing, by each of the three start methods: which way is the slowest?
Predict the order.
A process that is forked begins with a Python that is ready, and a spawned one has to start it.
"""

# %% setup
# All twenty are started before the first is joined.
# Each start method is selected by name, if the platform has it.
import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess

METHODS = multiprocessing.get_all_start_methods()


def do_nothing() -> None:
    pass


def start_and_join(create: Callable[..., BaseProcess], count: int) -> None:
    processes = [create(target=do_nothing) for _ in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"ended well: {sum(process.exitcode == 0 for process in processes)}")


# %% fork
# The script is copied, but no page of its memory until somebody writes to it.
if __name__ == "__main__" and "fork" in METHODS:
    start_and_join(multiprocessing.get_context("fork").Process, 20)

# %% spawn
# Each process is a new program: it starts Python, imports what it needs, and imports this script.
if __name__ == "__main__" and "spawn" in METHODS:
    start_and_join(multiprocessing.get_context("spawn").Process, 20)

# %% server
# The first process of ``forkserver`` also starts the server, and that costs a start of Python.
if __name__ == "__main__" and "forkserver" in METHODS:
    start_and_join(multiprocessing.get_context("forkserver").Process, 1)

# %% forkserver
# From now on the server only has to fork itself.
if __name__ == "__main__" and "forkserver" in METHODS:
    start_and_join(multiprocessing.get_context("forkserver").Process, 20)
