"""
Shut down without waiting
=========================

``shutdown(wait=False)`` returns at once: are the tasks lost?
Predict which lines come after "not waiting".
No task is lost, and even those that no worker had begun are done.
"""

# %% setup
# The naps are those of the example with ``shutdown``.
from concurrent.futures import ProcessPoolExecutor

from concurdocs.tasks import nap

NAPS = {"ann": 0.2, "bo": 0.2, "chen": 0.2, "dee": 0.2}

# %% shut_down
# Python waits at the exit of the script instead.
# Which of two naps is the first to begin or to end is luck.
if __name__ == "__main__":
    executor = ProcessPoolExecutor(max_workers=2)
    futures = [executor.submit(nap, name, seconds) for name, seconds in NAPS.items()]
    executor.shutdown(wait=False)
    print(f"not waiting, all done: {all(future.done() for future in futures)}")
