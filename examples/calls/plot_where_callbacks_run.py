"""
Where a callback runs
=====================

You hand in a task together with a function that is to be called with its result.
In which process is it called, and in which thread?
Predict it for a pool, for an executor, and for a task that is already done.
It is always the process that handed in the task, but mostly not the thread.
"""

# %% setup
# Task and callback print where they are.
# An event says when the callback has been called.
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import Pool, get_context

from concurdocs.tasks import square, square_slowly

MAIN = os.getpid()
called = threading.Event()


def say_where(kind: str, result: int) -> None:
    """Print the process and the thread in which this runs."""
    thread = threading.current_thread()
    print(f"{kind} callback has {result}, in process {os.getpid()}, thread {thread.name}")
    print(f"{kind} callback is in the submitting process: {os.getpid() == MAIN}")
    print(f"{kind} callback is in the main thread: {thread is threading.main_thread()}")
    called.set()


def pool_callback(result: int) -> None:
    """Take the result itself, as a pool passes it."""
    say_where("pool", result)


def future_callback(future: Future[int]) -> None:
    """Take the future, as an executor passes it."""
    say_where("future", future.result())


def late_callback(future: Future[int]) -> None:
    """Take a future that was done before."""
    say_where("late", future.result())


# %% pool
# A pool has a thread that receives results, and this thread calls the callback.
# As long as the callback runs, no other result is received: keep it short.
if __name__ == "__main__":
    print(f"main is process {MAIN}, thread {threading.current_thread().name}")
    with Pool(1) as pool:
        pool.apply_async(square, (2,), callback=pool_callback)
        called.wait()
        pool.close()
        pool.join()

# %% executor
# An executor has such a thread as well.
# A process that has had threads is better not forked, and a pool has threads: these workers are started by ``spawn``.
# The task is slow here, so that it is not done yet when the callback is added.
if __name__ == "__main__":
    called.clear()
    executor = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
    future = executor.submit(square_slowly, 3, 0.2)
    future.add_done_callback(future_callback)
    called.wait()

# %% late
# If the task is already done, ``add_done_callback`` calls the function itself.
# Then it does run in the thread of the caller.
if __name__ == "__main__":
    future.add_done_callback(late_callback)
    executor.shutdown()
