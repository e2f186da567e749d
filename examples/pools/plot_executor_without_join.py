"""
An executor that nobody shuts down
==================================

The same two naps and two more, given to an executor with two workers, and no ``shutdown``.
Predict the lines that come after "last line of the script".
All four naps end: an executor does what it was given before Python exits.
"""

# %% setup
# As before, a task says when it has begun.
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pipe
from multiprocessing.connection import Connection

kept: list[Connection] = []


def keep(begun: Connection) -> None:
    kept.append(begun)


def nap(name: str, seconds: float) -> None:
    print(f"{name} starts")
    kept[0].send(name)
    time.sleep(seconds)
    print(f"{name} ends")


# %% hand_in
# The script goes on when two naps have begun; the other two wait for a worker.
# Which nap of two begins or ends first is luck.
if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    executor = ProcessPoolExecutor(2, initializer=keep, initargs=(sender,))
    for name in ["ann", "bo", "chen", "dee"]:
        executor.submit(nap, name, 0.3)
    print(f"started: {sorted([receiver.recv(), receiver.recv()])}")

# %% last_line
# No ``shutdown``: at its exit, Python waits for the executor.
if __name__ == "__main__":
    print("last line of the script")
