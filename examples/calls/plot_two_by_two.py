"""
Two questions, four answers
===========================

When do you get the result, and what does the caller do until then?
These are two questions, so there are four combinations, and here is a block for each.
Predict in which of them the caller uses CPU time, and in which it gets work of its own done.
"""

# %% setup
# A worker squares a number in 0.2 seconds.
# After each block, the caller says how much CPU time it used, as a share of the time on the clock.
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait

from concurdocs.tasks import burn, square_slowly

SECONDS = 0.2


def now() -> tuple[float, float]:
    """Return the seconds on the clock, and the CPU seconds of this thread."""
    return time.monotonic(), time.thread_time()


def report(what: str, since: tuple[float, float], own_work: int = 0) -> None:
    """Print what the caller did since then."""
    clock, cpu = (after - before for after, before in zip(now(), since, strict=True))
    did = "computed" if cpu > clock / 20 else "slept"
    print(f"{what}: caller {did}, {cpu / clock:.0%} of a CPU, own work: {own_work > 0}")


# %% start
# The executor starts its two workers now, so that this is not part of what follows.
if __name__ == "__main__":
    executor = ProcessPoolExecutor(max_workers=2)
    print(list(executor.map(abs, [-1, -2])))

# %% sync_blocking
# Synchronous and blocking: the caller wants the result before it goes on, and sleeps until then.
if __name__ == "__main__":
    begin = now()
    executor.submit(square_slowly, 2, SECONDS).result()
    report("wait for the result", begin)

# %% sync_polling
# Synchronous and non-blocking: the caller wants the result before it goes on, but no call waits.
# ``done`` returns at once, whether or not there is a result, and so the caller asks again.
if __name__ == "__main__":
    begin = now()
    future = executor.submit(square_slowly, 3, SECONDS)
    while not future.done():
        pass
    report("ask for the result", begin)

# %% async_waiting
# Asynchronous and blocking: the caller hands in two tasks, then waits for whichever is done first.
# Which of the two workers prints first is luck.
if __name__ == "__main__":
    begin = now()
    futures = [executor.submit(square_slowly, number, SECONDS) for number in (4, 5)]
    wait(futures, return_when=FIRST_COMPLETED)
    report("wait for the first of two", begin)
    wait(futures)

# %% async_callback
# Asynchronous and non-blocking: the caller hands in the task and goes on with work of its own.
# The callback takes the result when it is there, and nobody waits for it.
# After each piece of work, the caller looks whether it may stop.
if __name__ == "__main__":
    taken = threading.Event()
    begin = now()
    future = executor.submit(square_slowly, 6, SECONDS)
    future.add_done_callback(lambda _: taken.set())
    own_work = 0
    while not taken.is_set():
        burn(1)
        own_work += 1
    report("be given the result", begin, own_work)
    executor.shutdown()
