"""
Broken: no main guard
=====================

This script starts processes, and no ``if __name__ == "__main__":`` stands around it.
It selects the start methods ``spawn`` and ``forkserver`` itself.
Predict whether the function ever runs.
The new process imports the script, comes to the same line, and would start a process of its own.
"""

# concurdocs: failing_children = true
# concurdocs: time_limit = 20

# %% setup
# Every process that imports this script prints its line here.
import multiprocessing


def greet() -> None:
    print("hello")


print(f"top level of {__name__}")

# %% spawn
# The script itself gets past ``start``.
# The new process does not: it ends with a ``RuntimeError`` before it has called ``greet``.
if "spawn" in multiprocessing.get_all_start_methods():
    ann = multiprocessing.get_context("spawn").Process(target=greet, name="ann")
    ann.start()
    ann.join()
    print(f"exit code with spawn: {ann.exitcode}")

# %% forkserver
# Here it is the server that imports the script, or the new process, or both, depending on the version of Python.
# Each of them stumbles over the first ``start`` that it meets, the one in the block above.
# If the server dies of it, the script gets an error instead of a process.
if "forkserver" in multiprocessing.get_all_start_methods():
    bo = multiprocessing.get_context("forkserver").Process(target=greet, name="bo")
    try:
        bo.start()
        bo.join()
    except (EOFError, OSError) as error:
        print(f"no process with forkserver: {type(error).__name__}")
    else:
        print(f"exit code with forkserver: {bo.exitcode}")
