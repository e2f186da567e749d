"""
The end of a script that joins nothing
======================================

A script starts two processes, joins neither and comes to its last line: what becomes of them?
One of the two is a daemon.
Predict which of the lines below come after the last line of the script.
At its exit Python ends the daemons and joins all others.
"""

# %% setup
# Each process says through a pipe that it has begun, and then naps.
import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def nap(name: str, seconds: float, begun: Connection) -> None:
    print(f"{name} starts")
    begun.send(name)
    time.sleep(seconds)
    print(f"{name} ends")


# %% start
# Ann is an ordinary process, and bo is a daemon that would nap for far longer.
# The script goes on when both have begun; who is first is luck.
if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    ann = Process(target=nap, args=("ann", 0.5, sender), name="ann")
    bo = Process(target=nap, args=("bo", 30, sender), name="bo", daemon=True)
    ann.start()
    bo.start()
    print(f"started: {sorted([receiver.recv(), receiver.recv()])}")

# %% last_line
# There is no ``join`` in this script.
if __name__ == "__main__":
    print("last line of the script")
