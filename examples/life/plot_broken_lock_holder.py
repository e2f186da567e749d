"""
Broken: terminating who holds a lock
====================================

ann holds a lock and is terminated, and then bo wants the lock.
Predict what bo prints.
Nobody gives the lock back, and bo waits in vain.
"""

# concurdocs: time_limit = 20

# %% setup
# ann would give the lock back at the end of ``with``.
import time
from multiprocessing import Event, Lock, Process
from multiprocessing.synchronize import Event as EventType
from multiprocessing.synchronize import Lock as LockType


def hold(lock: LockType, holding: EventType) -> None:
    with lock:
        print("ann has the lock")
        holding.set()
        time.sleep(5)


def need(lock: LockType, waiting: EventType) -> None:
    print("bo waits for the lock")
    waiting.set()
    with lock:
        print("bo has the lock")


# %% terminate
# ann is terminated inside ``with`` and does not come to its end.
if __name__ == "__main__":
    lock = Lock()
    holding = Event()
    ann = Process(target=hold, args=(lock, holding), name="ann")
    ann.start()
    holding.wait()
    ann.terminate()
    ann.join()
    print(f"ann has ended with exit code {ann.exitcode}")

# %% wait
# Left alone, bo would wait forever.
# So this script gives bo half a second, and then ends it by force.
if __name__ == "__main__":
    waiting = Event()
    bo = Process(target=need, args=(lock, waiting), name="bo")
    bo.start()
    waiting.wait()
    bo.join(timeout=0.5)
    print(f"bo's exit code after half a second: {bo.exitcode}")
    bo.terminate()
    bo.join()
