"""
A worker dies
=============

A task kills the process that it runs in: what becomes of the task, and of the pool?
Predict it for a ``Pool`` and for an executor.
The ``Pool`` starts a new worker, and the result never comes.
The executor breaks: every future that was not ready raises ``BrokenProcessPool``.
"""

# concurdocs: failing_children = true

# %% setup
# ``os._exit`` ends a process at once, as a crash or the lack of memory would.
import os
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Pool
from multiprocessing import TimeoutError as NoResultError


def die() -> None:
    os._exit(3)


# %% pool
# There is one worker, so that a different process number can only be that of its successor.
# Without the timeout, ``get`` would wait for ever.
if __name__ == "__main__":
    with Pool(1) as pool:
        before = pool.apply(os.getpid)
        lost = pool.apply_async(die)
        try:
            lost.get(timeout=0.3)
        except NoResultError:
            print("Pool: no result came")
        after = pool.apply(os.getpid)
        print(f"Pool: a new worker: {before != after}")

# %% executor
# Two short tasks come first, so that both workers are there.
# Then the bystander is at work in one of them, and its task is lost as well.
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        list(executor.map(time.sleep, [0.1, 0.1]))
        bystander = executor.submit(time.sleep, 5)
        killer = executor.submit(die)
        print(f"executor, the task that died: {type(killer.exception()).__name__}")
        print(f"executor, the bystander: {type(bystander.exception()).__name__}")
        try:
            executor.submit(os.getpid)
        except BrokenProcessPool:
            print("executor: takes no task any more")
