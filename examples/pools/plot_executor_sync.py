"""
An executor used synchronously
==============================

An executor has two worker processes: do four tasks of 0.2 seconds each take less than 0.8 seconds?
Predict the total before you run it.
They do not if you ask for each result right after you hand in its task.
The caller waits for it, and meanwhile there is no second task for the other worker.
"""

# %% setup
# The task squares a number, slowly, and says which process did it.
from concurrent.futures import ProcessPoolExecutor

from concurdocs.tasks import square_slowly

NUMBERS = [1, 2, 3, 4]
SECONDS = 0.2

# %% one_by_one
# ``submit`` returns a future at once, and ``result`` waits until the task is done.
# With both in one line, at most one task exists at a time.
# The order of the lines is sure; which of the workers takes a task is not.
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        for number in NUMBERS:
            square = executor.submit(square_slowly, number, SECONDS).result()
            print(f"main has {square}")
