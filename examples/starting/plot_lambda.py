"""
A target without a name
=======================

The target of a process is a ``lambda``, made behind the guard.
Predict for each start method whether the process runs, and which process notices if it does not.
A forked process has the function already; by the other methods it would have to be pickled, and ``start`` raises an exception.
"""

# %% setup
# A function is pickled as a name, under which the new process looks it up after the import.
# So what has no name cannot be sent.
import multiprocessing
import pickle
from multiprocessing.process import BaseProcess

METHODS = multiprocessing.get_all_start_methods()


def try_to_start(method: str, process: BaseProcess) -> None:
    try:
        process.start()
    except pickle.PicklingError:
        print(f"{method}: start raised PicklingError, number: {process.pid}")
    else:
        process.join()
        print(f"{method}: exit code {process.exitcode}")


# %% fork
# Nothing is sent: the child goes on with the memory of the script, the ``lambda`` included.
if __name__ == "__main__" and "fork" in METHODS:
    fork = multiprocessing.get_context("fork")
    try_to_start("fork", fork.Process(target=lambda: print("hello from ann"), name="ann"))

# %% spawn
# The script itself gets the exception, at ``start``.
if __name__ == "__main__":
    spawn = multiprocessing.get_context("spawn")
    try_to_start("spawn", spawn.Process(target=lambda: print("hello from bo"), name="bo"))

# %% forkserver
# The server has never executed what stands behind the guard, so this is no different.
if __name__ == "__main__" and "forkserver" in METHODS:
    server = multiprocessing.get_context("forkserver")
    try_to_start("forkserver", server.Process(target=lambda: print("hello from chen"), name="chen"))
