"""
Start a process from a function
===============================

Which process runs the function that you hand to ``Process``?
Count the process numbers before you read on: how many different ones will be printed?
There are two, because ``Process`` only describes the work and ``start`` has another process do it.
"""

# %% setup
# The work is an ordinary function.
# It stands at the top level of the script, where a new process can find it by its name.
import os
from multiprocessing import Process


def greet(name: str, greeting: str = "hello") -> None:
    """Greet somebody, and say which process does it."""
    print(f"{greeting}, {name}, from process {os.getpid()}")


# %% call
# First the comparison: a plain call runs in the process that calls.
if __name__ == "__main__":
    print(f"this script is process {os.getpid()}")
    greet("ann")

# %% create
# ``Process(...)`` takes the function and its arguments, and runs nothing.
# There is no process yet, so there is no number.
# ``args`` is a tuple: with a single argument the comma in ``("bo",)`` is what makes it one.
if __name__ == "__main__":
    process = Process(target=greet, args=("bo",), kwargs={"greeting": "good morning"})
    print(f"number before start: {process.pid}")

# %% start
# ``start`` makes the process, and the function runs there.
# ``join`` waits until it has ended.
# An exit code of 0 says that it ended without an error.
if __name__ == "__main__":
    process.start()
    process.join()
    print(f"process {process.pid} ended with exit code {process.exitcode}")
