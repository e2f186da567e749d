"""
Names and numbers
=================

A process has a number and a name: from when on, and who chooses them?
Predict the name that a class gets which sets it too early.
The operating system gives the number at ``start``, and you or ``__init__`` give the name when you create the object.
"""

# %% setup
# The function asks for the name of the process that it runs in.
from multiprocessing import Process, current_process


def tell() -> None:
    print(f"my name is {current_process().name}")


# %% default
# Without a name from you, it is made of the class and a count.
# There is no number before ``start``.
if __name__ == "__main__":
    process = Process(target=tell)
    print(f"{process.name}: number before start: {process.pid}")
    process.start()
    process.join()
    print(f"{process.name}: has a number after start: {process.pid is not None}")

# %% given
# Names are for people: nothing stops two processes from having the same.
if __name__ == "__main__":
    pair = [Process(target=tell, name="ann") for _ in range(2)]
    for process in pair:
        process.start()
        process.join()
    print(f"same name, same number: {pair[0].pid == pair[1].pid}")

# %% script
# The script's own process has a name too.
if __name__ == "__main__":
    tell()


# %% subclass
# ``__init__`` sets the name, so what was set before is lost.
class TooEarly(Process):
    def __init__(self) -> None:
        self.name = "bo"
        super().__init__()


class InTime(Process):
    def __init__(self) -> None:
        super().__init__()
        self.name = "chen"


if __name__ == "__main__":
    print(f"set before super().__init__(): {TooEarly().name}")
    print(f"set after super().__init__(): {InTime().name}")
