"""
A fork while a thread holds a lock
==================================

A script has two threads, and one of them holds a lock while the other one forks ann.
Then the lock is released.
Predict who can have it now: the script, ann, or both?
The fork copies the lock as it is, but not the thread that would release it.
"""

# concurdocs: system = unix

# %% threads
# ``hold`` is what the second thread does: it takes the lock, and releases it when it is told to.
import multiprocessing
import sys
import threading

if sys.platform == "win32" and __name__ == "__main__":
    print("Windows cannot fork")
    sys.exit(0)

lock = threading.Lock()
is_held, may_end = threading.Event(), threading.Event()


def hold() -> None:
    """Hold the lock until it is time to end."""
    with lock:
        is_held.set()
        may_end.wait()


def take(name: str) -> None:
    """Try for a while to get the lock."""
    print(f"{name} gets the lock: {lock.acquire(timeout=0.5)}")


# %% fork
# The lock is held when ann is forked, and released right afterwards.
# The script gets it at once.
# ann has a lock of its own, a copy, and nobody there can release it.
# Only the timeout keeps ann from waiting for ever.
if __name__ == "__main__":
    thread = threading.Thread(target=hold)
    thread.start()
    is_held.wait()
    ann = multiprocessing.get_context("fork").Process(target=take, args=("ann",), name="ann")
    ann.start()
    may_end.set()
    thread.join()
    take("the script")
    ann.join()
