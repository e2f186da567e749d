"""
When workers are created
========================

A ``Pool`` and two executors may each have three workers: when do these come to life?
Predict the number of workers alive after each step.
The ``Pool`` starts all of them at once, before there is a task.
An executor starts none before the first task, and then all, if it forks, or one after another.
"""

# %% setup
# ``active_children`` lists the processes that this script has started and that are alive.
# Two of the blocks select a start method, because here it makes a difference.
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, active_children, get_all_start_methods, get_context

from concurdocs.tasks import nap

SECONDS = 0.2


def count(when: str) -> None:
    print(f"{when}: {len(active_children())} workers alive")


# %% pool
# No task is handed in here.
if __name__ == "__main__":
    with Pool(3) as pool:
        count("Pool, created")
        pool.close()
        pool.join()

# %% executor_forking
# The executor forks all its workers before it starts threads of its own.
# To fork later would copy a process in the middle of what its threads are doing.
if __name__ == "__main__":
    if "fork" in get_all_start_methods():
        with ProcessPoolExecutor(3, mp_context=get_context("fork")) as executor:
            count("fork, created")
            executor.submit(nap, "ann", SECONDS)
            count("fork, one task")
    else:
        print("this platform has no fork")

# %% executor_spawning
# Now a worker is started when a task comes and no worker is idle.
# The second task comes while the first is being done, so it gets a worker of its own.
# The third comes when both have ended: it is given to one of the two.
if __name__ == "__main__":
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as executor:
        count("spawn, created")
        first = executor.submit(nap, "bo", SECONDS)
        count("spawn, one task")
        second = executor.submit(nap, "chen", SECONDS)
        count("spawn, two tasks")
        first.result()
        second.result()
        executor.submit(nap, "dee", SECONDS)
        count("spawn, a third task after the two")
