"""
More workers, more work done?
=============================

Eight tasks that only compute are given to pools of 1, 2, 4 and 16 workers.
Predict how much faster each pool is than the one before.
Two CPUs can't do more than twice the work of one, however many workers share them.
"""

# %% setup
# The tasks are the same each time.
# A block creates its pool and ends it, and that is part of its time.
from multiprocessing import Pool

from concurdocs.tasks import burn

TASKS = 8
UNITS = 5


def run_tasks(workers: int) -> None:
    with Pool(workers) as pool:
        pool.map(burn, [UNITS] * TASKS, chunksize=1)
        pool.close()
        pool.join()
    print(f"{TASKS} tasks done, workers: {workers}")


# %% one_worker
# One worker does one task after another.
if __name__ == "__main__":
    run_tasks(1)

# %% two_workers
# Where two CPUs are free, this takes about half the time.
if __name__ == "__main__":
    run_tasks(2)

# %% four_workers
# Whether four are faster than two depends on the machine, and on who else uses it.
if __name__ == "__main__":
    run_tasks(4)

# %% sixteen_workers
# Half of these find no task.
if __name__ == "__main__":
    run_tasks(16)
