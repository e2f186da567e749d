"""
An executor used asynchronously
===============================

Two workers and four tasks again, but all are handed in before the first result is asked for.
Predict the total, and the order in which the results come.
Both workers are busy, so it takes about half the time.
The results come in the order in which you ask for them.
"""

# %% setup
# The same task and the same numbers as in the synchronous example.
from concurrent.futures import ProcessPoolExecutor

from concurdocs.tasks import square_slowly

NUMBERS = [1, 2, 3, 4]
SECONDS = 0.2

# %% submit_all
# ``submit`` does not wait: it returns a future, which will hold the result.
# There may be more tasks than workers: the executor keeps the rest until a worker is free.
# Whether "all handed in" or the first line of a worker is printed first is luck.
if __name__ == "__main__":
    executor = ProcessPoolExecutor(max_workers=2)
    futures = [executor.submit(square_slowly, number, SECONDS) for number in NUMBERS]
    print("all handed in")

# %% collect
# ``result`` waits for its own task only.
# The order in which the two workers print is luck.
# The order of the results is not: it is that of the futures.
if __name__ == "__main__":
    print(f"main has {[future.result() for future in futures]}")

# %% shut_down
# ``shutdown`` tells the workers to end and waits until they have.
# Where everything fits into one block, ``with`` does this for you and does not forget it.
if __name__ == "__main__":
    executor.shutdown()
    print("no workers left")
