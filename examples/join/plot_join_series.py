"""
Join in series: start and join one after another
================================================

The four naps of 0.8, 0.2, 0.4 and 0.6 seconds again.
But ``join`` now stands in the loop that starts the processes.
Predict the total, and the order of the lines.
Each process is waited for before the next one exists, so no two naps overlap and they add up.
"""

# %% setup
# The same processes and the same naps, in seconds.
from multiprocessing import Process

from concurdocs.tasks import nap

NAPS = {"ann": 0.8, "bo": 0.2, "chen": 0.4, "dee": 0.6}

# %% start_and_join
# Four processes, but never two at a time.
# No line depends on luck here: the order is that of the loop.
if __name__ == "__main__":
    for name, seconds in NAPS.items():
        process = Process(target=nap, args=(name, seconds), name=name)
        process.start()
        process.join()
        print(f"{name} joined")
    print("all joined")
