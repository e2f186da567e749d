"""
Fixed: asking who holds a lock
==============================

ann holds the lock again, and this time it is asked to stop.
Predict what bo prints.
ann leaves ``with`` in its own time, and the lock is free.
"""

# %% setup
# ann does its work until the event ``stop`` is set.
from multiprocessing import Event, Lock, Process
from multiprocessing.synchronize import Event as EventType
from multiprocessing.synchronize import Lock as LockType


def hold(lock: LockType, holding: EventType, stop: EventType) -> None:
    with lock:
        print("ann has the lock")
        holding.set()
        stop.wait()


def need(lock: LockType, waiting: EventType) -> None:
    print("bo waits for the lock")
    waiting.set()
    with lock:
        print("bo has the lock")


# %% ask
# Setting an event asks, it does not force.
# ``join`` then waits until ann has really ended.
if __name__ == "__main__":
    lock = Lock()
    holding = Event()
    stop = Event()
    ann = Process(target=hold, args=(lock, holding, stop), name="ann")
    ann.start()
    holding.wait()
    stop.set()
    ann.join()
    print(f"ann has ended with exit code {ann.exitcode}")

# %% wait
# No time limit is needed now.
if __name__ == "__main__":
    waiting = Event()
    bo = Process(target=need, args=(lock, waiting), name="bo")
    bo.start()
    waiting.wait()
    bo.join()
    print(f"bo's exit code: {bo.exitcode}")
