"""
Join two by two
===============

Start two processes and join both, then do the same with the other two.
Predict the total for naps of 0.8, 0.2, 0.4 and 0.6 seconds.
Each pair takes as long as its longer nap, and the two pairs add up.
"""

# %% setup
# The naps are those of the examples that join in parallel and in series.
# A function starts a pair and joins it.
from multiprocessing import Process

from concurdocs.tasks import nap

NAPS = {"ann": 0.8, "bo": 0.2, "chen": 0.4, "dee": 0.6}


def run_pair(*names: str) -> None:
    """Start these processes, then join them."""
    pair = [Process(target=nap, args=(name, NAPS[name]), name=name) for name in names]
    for process in pair:
        process.start()
    for process in pair:
        process.join()
    print(f"{' and '.join(names)} joined")


# %% first_pair
# The caller waits for ann, the longer nap of the two.
# Who of a pair starts first is luck.
if __name__ == "__main__":
    run_pair("ann", "bo")

# %% second_pair
# Only now do the other two exist.
if __name__ == "__main__":
    run_pair("chen", "dee")
