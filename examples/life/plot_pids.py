"""
Processes, their numbers and their parents
==========================================

Every process has a number and a parent: whose child is a process that your script starts?
Predict which numbers below are equal.
The script is the creator of each, but it need not be the parent.
With the start method ``forkserver`` that is a helper, which starts processes for the script.
"""

# %% setup
# ``introduce`` prints what the operating system says: the number of the process and of its parent.
# ``parent_process`` is what ``multiprocessing`` says: who created this process.
from multiprocessing import Process, get_start_method, parent_process

from concurdocs.tasks import introduce


def introduce_with_creator(name: str) -> None:
    """Print this process, its parent and, if it has one, its creator."""
    introduce(name)
    creator = parent_process()
    if creator is not None:
        print(f"{name} was created by process {creator.pid}")


# %% main
# The script has a parent too: the program that started Python.
# It was not created by ``multiprocessing``, so it has no creator.
if __name__ == "__main__":
    introduce_with_creator("main")
    print(f"main's creator: {parent_process()}")

# %% child
# Compare the number of the creator with the number of ``main`` above: they are equal.
# With ``fork`` and ``spawn`` the number of the parent is the same once more.
if __name__ == "__main__":
    print(f"start method: {get_start_method()}")
    ann = Process(target=introduce_with_creator, args=("ann",), name="ann")
    ann.start()
    ann.join()

# %% siblings
# Another process gets another number.
# The ``Process`` object remembers the number even after the process has ended.
if __name__ == "__main__":
    bo = Process(target=introduce_with_creator, args=("bo",), name="bo")
    bo.start()
    bo.join()
    print(f"different numbers: {ann.pid != bo.pid}")
