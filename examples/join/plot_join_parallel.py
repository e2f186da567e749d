"""
Join in parallel: start all, then join all
==========================================

Four processes nap for 0.8, 0.2, 0.4 and 0.6 seconds: how long do all four take together?
Predict the total, and predict whether it matters that the longest nap is joined first.
They nap at the same time, so the total is close to the longest nap.
"""

# %% setup
# The names of the processes and the lengths of their naps, in seconds.
from multiprocessing import Process

from concurdocs.tasks import nap

NAPS = {"ann": 0.8, "bo": 0.2, "chen": 0.4, "dee": 0.6}

# %% start_all
# ``start`` does not wait for the work, so all four are under way after this loop.
# Whether "all started" or the first line of a process is printed first is luck.
if __name__ == "__main__":
    processes = [
        Process(target=nap, args=(name, seconds), name=name) for name, seconds in NAPS.items()
    ]
    for process in processes:
        process.start()
    print("all started")

# %% join_all
# The first ``join`` waits for ann, the longest nap, and meanwhile the other three end.
# Their own ``join`` then finds nothing left to wait for.
# With ``fork`` and ``spawn`` they stay behind as zombies until they are joined.
# A zombie has ended, but its parent has not asked for its exit code yet.
# With ``forkserver`` the server is their parent, and it asks at once.
if __name__ == "__main__":
    for process in processes:
        process.join()
    print("all joined")
