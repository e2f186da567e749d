"""
Arguments for the function
==========================

A process gets its arguments by ``args`` and ``kwargs``: in which forms may you write them?
Predict the four greetings, the last one above all.
``args`` takes any series of values, ``kwargs`` a dictionary, and both are read when you create the process.
"""

# %% setup
# A function with two parameters, one of which has a default.
from multiprocessing import Process


def greet(name: str, greeting: str = "hello") -> None:
    print(f"{greeting}, {name}")


def run(process: Process) -> None:
    process.start()
    process.join()


# %% tuple
# A tuple is what you will see most.
# A single value needs a comma behind it: ``("ann",)`` is a tuple, and ``("ann")`` is only a string.
if __name__ == "__main__":
    run(Process(target=greet, args=("ann",), name="ann"))

# %% list
# A list does as well, and needs no such comma.
if __name__ == "__main__":
    run(Process(target=greet, args=["bo", "good evening"], name="bo"))

# %% keywords
# ``kwargs`` gives arguments by name, and goes together with ``args``.
if __name__ == "__main__":
    run(Process(target=greet, args=["chen"], kwargs={"greeting": "welcome"}, name="chen"))

# %% change
# The list is copied into a tuple at once.
# What you do to it between creating and starting the process comes too late.
if __name__ == "__main__":
    given = ["dee"]
    process = Process(target=greet, args=given, name="dee")
    given[0] = "nobody"
    run(process)
