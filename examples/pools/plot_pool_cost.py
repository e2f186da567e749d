"""
What a pool costs without a task
================================

A pool of two workers and a pool of sixteen are created and ended, and neither gets a task.
Predict how much longer the second takes.
Every worker has to be started and ended, whether there is work for it or not.
"""

# %% setup
# ``close`` and ``join`` send the workers home and wait until they have ended.
from multiprocessing import Pool


def start_and_end(workers: int) -> None:
    with Pool(workers) as pool:
        pool.close()
        pool.join()
    print(f"started and ended, workers: {workers}")


# %% warm_up
# The first pool loads modules, and with ``forkserver`` it starts the server.
# That is paid once, and shall not count below.
if __name__ == "__main__":
    start_and_end(1)

# %% two_workers
# A small pool.
if __name__ == "__main__":
    start_and_end(2)

# %% sixteen_workers
# A large one, for nothing.
if __name__ == "__main__":
    start_and_end(16)
