"""
Two tasks in one process
========================

Can two tasks be under way at the same time within one process, and without threads?
Predict the order of the lines.
Two generators take turns: that is concurrency, with no parallelism at all.
"""

# %% setup
# A generator stops at each ``yield`` and goes on from there when it is asked again.
# Where it stopped and its variables are kept, as the system does it for a process.
import os
from collections import deque
from collections.abc import Iterator


def count(name: str, last: int) -> Iterator[None]:
    """Count, and let others go on after each number."""
    for number in range(1, last + 1):
        print(f"{name}: {number}, in process {os.getpid()}")
        yield


# %% take_turns
# This loop is a tiny scheduler: it lets the task go on that has waited longest.
# A process is made to leave the CPU, but a generator leaves only of its own accord, by ``yield``.
if __name__ == "__main__":
    waiting = deque([count("ann", 3), count("bo", 2)])
    while waiting:
        task = waiting.popleft()
        try:
            next(task)
        except StopIteration:
            continue
        waiting.append(task)
