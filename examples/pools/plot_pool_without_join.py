"""
A Pool that nobody joins
========================

A script gives two naps to a ``Pool`` and comes to its last line: do the naps end?
Predict the lines that come after "last line of the script".
There is none: the workers are ended together with the script, in the middle of their tasks.
"""

# %% setup
# A task says through a pipe that it has begun, so that we know that there is something to lose.
# The worker gets its end of the pipe when it starts.
import time
from multiprocessing import Pipe, Pool
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
# The script goes on when both naps have begun.
# Which of them begins first is luck.
if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    pool = Pool(2, initializer=keep, initargs=(sender,))
    for name in ["ann", "bo"]:
        pool.apply_async(nap, (name, 0.5))
    print(f"started: {sorted([receiver.recv(), receiver.recv()])}")

# %% last_line
# Neither ``close`` nor ``join``: at its exit, Python terminates the workers.
if __name__ == "__main__":
    print("last line of the script")
