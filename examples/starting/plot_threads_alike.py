"""
A process is used like a thread
===============================

``Thread`` and ``Process`` are created, started and joined with the same words.
Which of the two runs in the process of this script?
Predict the two answers.
What you write is the same, and only the process is a process of its own.
"""

# %% setup
# One function for both.
# It takes a lock, and puts the number of the process that runs it into a queue.
# ``multiprocessing`` has its own kinds of both, which work between processes.
import os
from multiprocessing import Lock, Pipe, Process, SimpleQueue
from multiprocessing.synchronize import Lock as LockType
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def report(lock: LockType, numbers: "SimpleQueue[int]") -> None:
    with lock:
        numbers.put(os.getpid())


# %% thread
# A thread belongs to the process that started it.
if __name__ == "__main__":
    lock = Lock()
    numbers: "SimpleQueue[int]" = SimpleQueue()
    thread = Thread(target=report, args=(lock, numbers), name="ann")
    thread.start()
    thread.join()
    print(f"{thread.name} ran in this process: {numbers.get() == os.getpid()}")

# %% process
# Only the name of the class is different here.
# The number comes back through the queue, from one process to the other.
if __name__ == "__main__":
    process = Process(target=report, args=(lock, numbers), name="bo")
    process.start()
    process.join()
    print(f"{process.name} ran in this process: {numbers.get() == os.getpid()}")


# %% pipe
# A pipe connects exactly two processes, and both ends can send and receive.
def reply(connection: "Connection[str, str]") -> None:
    connection.send(f"{connection.recv()} yourself")


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=reply, args=(there,), name="chen")
    process.start()
    here.send("hello")
    print(f"{process.name} says: {here.recv()}")
    process.join()
