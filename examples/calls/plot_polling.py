"""
Ask again and again, or wait
============================

Three processes expect the same message, which comes after 0.5 seconds.
One asks for it without a pause, one naps between two questions, and one waits.
Predict how much CPU time each of them uses.
The one that waits uses next to none, and has the message without asking.
"""

# concurdocs: varies = numbers

# %% setup
# ``poll`` says at once whether a message is there.
# ``wait`` sleeps until one of several connections has a message, as ``select`` does for sockets.
# At a barrier the three meet the script, so that all of them are there when the time begins.
import time
from multiprocessing import Barrier, Pipe, Process
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Barrier as BarrierType

SECONDS = 0.5


def ask_without_pause(name: str, meeting: BarrierType, connection: Connection) -> None:
    """Ask until the message is there."""
    meeting.wait()
    questions = 1
    while not connection.poll():
        questions += 1
    print(f"{name} has {connection.recv()} after {questions} questions")


def ask_and_nap(name: str, meeting: BarrierType, connection: Connection) -> None:
    """Ask ten times a second until the message is there."""
    meeting.wait()
    questions = 1
    while not connection.poll():
        questions += 1
        time.sleep(0.1)
    print(f"{name} has {connection.recv()} after {questions} questions")


def sleep_until_there(name: str, meeting: BarrierType, connection: Connection) -> None:
    """Wait for the message."""
    meeting.wait()
    wait([connection])
    print(f"{name} has {connection.recv()} without a question")


# %% expect
# The order of the last lines is luck, but bo may learn of the message a tenth of a second late.
if __name__ == "__main__":
    tasks = {"ann": ask_without_pause, "bo": ask_and_nap, "chen": sleep_until_there}
    meeting = Barrier(4)
    processes, connections = [], []
    for name, task in tasks.items():
        here, there = Pipe()
        processes.append(Process(target=task, args=(name, meeting, there), name=name))
        connections.append(here)
    for process in processes:
        process.start()
    meeting.wait()
    time.sleep(SECONDS)
    for connection in connections:
        connection.send("the message")
    for process in processes:
        process.join()
