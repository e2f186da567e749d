"""
Start a process from a subclass
===============================

You write a class with a ``run`` method: who calls it, and in which process?
Predict which process numbers the two ways below print, ``start()`` and ``run()``.
``start`` makes a process and calls ``run`` there, while calling ``run`` yourself is a plain call.
"""

# %% setup
# What the work needs is stored by ``__init__``, and the work itself is ``run``.
# ``super().__init__()`` has to come first: it prepares everything that makes this a process.
import os
from multiprocessing import Process


class Greeter(Process):
    """A process that greets a friend."""

    def __init__(self, friend: str) -> None:
        """Note whom to greet."""
        super().__init__(name=f"greeter of {friend}")
        self.friend = friend

    def run(self) -> None:
        """Greet, and say which process does it."""
        print(f"hello, {self.friend}, from process {os.getpid()}")


# %% start
# ``start`` returns at once, and ``run`` is executed in the new process.
if __name__ == "__main__":
    print(f"this script is process {os.getpid()}")
    greeter = Greeter("ann")
    greeter.start()
    greeter.join()
    print(f"{greeter.name!r} was process {greeter.pid}")

# %% call_run
# The same method, called directly: it prints the number of this script.
# Nothing was started, so the object still has no process number.
if __name__ == "__main__":
    never_started = Greeter("bo")
    never_started.run()
    print(f"{never_started.name!r} has process number {never_started.pid}")

# %% join_without_start
# There is no process to wait for, so ``join`` refuses.
if __name__ == "__main__":
    try:
        never_started.join()
    except AssertionError as error:
        print(f"AssertionError: {error}")
