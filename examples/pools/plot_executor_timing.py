"""
The time that the order of two calls costs
==========================================

Ten tasks of 0.06 seconds each, four workers: how long, if you ask for each result at once?
And how long, if you hand in all tasks before you ask for the first result?
Predict both times before you read on.
In the first case the tasks add up, in the second they share four workers.
"""

# %% setup
# ``perf_counter`` is the clock for such measurements: it never jumps.
# The executor is ready before the clock starts, so that only the tasks are measured.
import time
from concurrent.futures import ProcessPoolExecutor

from concurdocs.tasks import square_slowly

NUMBERS = range(10)
SECONDS = 0.06

# %% warm_up
# One round of tasks makes the executor start its workers.
if __name__ == "__main__":
    executor = ProcessPoolExecutor(max_workers=4)
    list(executor.map(time.sleep, [SECONDS] * 4))

# %% one_by_one
# Submit, wait, submit, wait: three of the four workers have nothing to do.
if __name__ == "__main__":
    begin = time.perf_counter()
    squares = [executor.submit(square_slowly, number, SECONDS).result() for number in NUMBERS]
    print(f"{squares}, one by one, in {time.perf_counter() - begin:.2f} s")

# %% all_at_once
# Submit all, then wait: the same tasks and the same results, but four at a time.
# Which process prints first is luck.
if __name__ == "__main__":
    begin = time.perf_counter()
    futures = [executor.submit(square_slowly, number, SECONDS) for number in NUMBERS]
    squares = [future.result() for future in futures]
    print(f"{squares}, all at once, in {time.perf_counter() - begin:.2f} s")
    executor.shutdown()
