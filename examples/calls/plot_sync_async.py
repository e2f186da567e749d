"""
Synchronous and asynchronous calls
==================================

A call hands a task of 0.15 seconds to another process: does it return the result, or something else?
Predict which of these blocks take about 0.3 seconds, and which take next to none.
A synchronous call returns the result, an asynchronous one returns a handle on the result to come.
"""

# %% setup
# The task squares a number, slowly, and says which process did it.
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, get_context

from concurdocs.tasks import burn, square, square_slowly

NUMBERS = [3, 4]
SECONDS = 0.15

# %% plain_call
# Most functions that you call are synchronous: the result is what they return.
# This one runs in the caller's own process.
if __name__ == "__main__":
    print(f"plain call returned {square(2)}")

# %% start_pool
# The pool gets its two workers and a first small task, so that starting is not part of what follows.
if __name__ == "__main__":
    pool = Pool(2)
    pool.map(abs, NUMBERS)

# %% apply
# ``apply`` is synchronous too, although a worker does the task.
# Never are two tasks under way at once.
if __name__ == "__main__":
    for number in NUMBERS:
        result = pool.apply(square_slowly, (number, SECONDS))
        print(f"apply returned {result}")

# %% apply_async
# ``apply_async`` returns at once, before the task can be done.
# Whether a line of the caller or of a worker is printed first is luck.
if __name__ == "__main__":
    handles = [pool.apply_async(square_slowly, (number, SECONDS)) for number in NUMBERS]
    for handle in handles:
        print(f"apply_async returned a handle: {type(handle).__name__}, done: {handle.ready()}")

# %% meanwhile
# The caller has its hands free, and does some work of its own.
if __name__ == "__main__":
    burn(20)
    print("caller has done work of its own")

# %% get
# The handle gives the result, and for that it may have to wait.
# Both tasks have been under way all the time, so the second result is soon there.
if __name__ == "__main__":
    print(f"get returned {[handle.get() for handle in handles]}")
    pool.close()
    pool.join()

# %% start_executor
# The same with the other kind of pool, an executor.
# A process that has had threads is better not forked, and a pool has threads: these workers are started by ``spawn``.
if __name__ == "__main__":
    executor = ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn"))
    print(f"executor is ready: {list(executor.map(abs, NUMBERS)) == NUMBERS}")

# %% submit_result
# ``submit`` with ``result`` in the same expression has the result when it returns.
# Taken together, the two are a synchronous call.
if __name__ == "__main__":
    for number in NUMBERS:
        result = executor.submit(square_slowly, number, SECONDS).result()
        print(f"submit().result() returned {result}")

# %% submit
# ``submit`` alone is asynchronous, and its handle is called a future.
# Again it is luck who prints first.
if __name__ == "__main__":
    futures = [executor.submit(square_slowly, number, SECONDS) for number in NUMBERS]
    for future in futures:
        print(f"submit returned a handle: {type(future).__name__}, done: {future.done()}")

# %% meanwhile_again
# Again the caller can do something else.
if __name__ == "__main__":
    burn(20)
    print("caller has done more work of its own")

# %% result
# The result is asked for later, and by then others have been computed beside it.
if __name__ == "__main__":
    print(f"result returned {[future.result() for future in futures]}")
    executor.shutdown()
