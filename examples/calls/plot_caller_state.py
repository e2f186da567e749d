"""
What the caller does during a synchronous call
==============================================

The caller has handed a task to another process, and its call has not returned yet.
Is the caller asleep, or does it stay ready to run?
A worker looks at it: predict in which state it finds the caller.
Only if the caller does the work itself it is running; if it waits for the result, it sleeps.
"""

# concurdocs: system = linux

# %% setup
# The worker computes, and after each step looks at the state of the caller's thread.
# S means asleep, R means running or ready to run.
# Linux tells this in ``/proc``, thread by thread (`proc_pid_task(5) <https://man7.org/linux/man-pages/man5/proc_pid_task.5.html>`__), for the pool has threads of its own there.
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, get_context
from pathlib import Path

from concurdocs.tasks import burn

if sys.platform != "linux" and __name__ == "__main__":
    print("this system does not show the states of threads in /proc")
    sys.exit(0)

LOOKS = 40


def watch(caller: int) -> Counter[str]:
    """Compute, and count in which state the main thread of the caller is found."""
    stat = Path(f"/proc/{caller}/task/{caller}/stat")
    states = Counter[str]()
    for _ in range(LOOKS):
        burn(1)
        states[stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0]] += 1
    return states


def report(what: str, states: Counter[str]) -> None:
    """Print how often the caller was found in which state, and in which most often."""
    found = ", ".join(f"{count} times {letter}" for letter, count in states.most_common())
    print(f"{what}: {found}")
    print(f"{what}: caller mostly in state {states.most_common(1)[0][0]}")


# %% start
# The pool gets its worker, so that starting is not part of what follows.
if __name__ == "__main__":
    pool = Pool(1)
    pool.apply(abs, (1,))

# %% apply
# While ``apply`` has not returned, the worker is busy with the task.
# The caller is not.
if __name__ == "__main__":
    before = time.thread_time()
    states = pool.apply(watch, (os.getpid(),))
    used = time.thread_time() - before
    report("Pool.apply", states)
    print(f"Pool.apply: caller used {used * 1000:.0f} ms of CPU time")

# %% own_work
# Now the caller hands the same task in, and computes itself until it is done.
# This is what a caller that stays ready to run looks like.
if __name__ == "__main__":
    before = time.thread_time()
    handle = pool.apply_async(watch, (os.getpid(),))
    while not handle.ready():
        burn(1)
    used = time.thread_time() - before
    report("own work", handle.get())
    print(f"own work: caller used {used * 1000:.0f} ms of CPU time")
    pool.close()
    pool.join()

# %% result
# ``submit().result()`` puts the caller to sleep as ``apply`` does.
# A process that has had threads is better not forked, and a pool has threads: these workers are started by ``spawn``.
if __name__ == "__main__":
    context = get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as executor:
        report("submit().result()", executor.submit(watch, os.getpid()).result())
