"""
A callback that takes its time
==============================

Two workers do a task of 0.1 and a task of 0.2 seconds, and you ask for the result of the longer one.
When do you get it, if the shorter one has a callback that takes 0.4 seconds?
The thread that calls the callback is the one that receives results, so the second result has to wait.
"""

# %% setup
# The callback takes its time.
import time
from concurrent.futures import Future, ProcessPoolExecutor

from concurdocs.tasks import square_slowly


def dawdle(future: Future[int]) -> None:
    print(f"callback begins with {future.result()}")
    time.sleep(0.4)
    print("callback ends")


# %% start
# The executor starts its two workers now, so that this is not part of what follows.
if __name__ == "__main__":
    executor = ProcessPoolExecutor(max_workers=2)
    print(list(executor.map(abs, [-1, -2])))

# %% without
# Both tasks are under way at once, and the second result comes when its task is done.
# Which of the two workers prints first is luck.
if __name__ == "__main__":
    executor.submit(square_slowly, 2, 0.1)
    print(f"second result: {executor.submit(square_slowly, 3, 0.2).result()}")

# %% with_callback
# Now the first task has a callback.
# The second task is done in the middle of it, and nobody is there to receive its result.
# Again it is luck which worker prints first.
if __name__ == "__main__":
    executor.submit(square_slowly, 4, 0.1).add_done_callback(dawdle)
    print(f"second result: {executor.submit(square_slowly, 5, 0.2).result()}")
    executor.shutdown()
