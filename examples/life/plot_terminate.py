"""
Ending a process by force
=========================

A process is terminated while it is inside ``try``: is its ``finally`` executed?
Predict it for ``terminate``, for ``terminate`` with a handler, and for ``kill``.
The signal ends the process on the spot, unless it has a handler, and ``kill`` knows no handlers.
"""

# %% setup
# The nap is long, and no process comes to its end.
# The handler turns the signal into ``SystemExit``, an exception like any other.
# Windows has no signals for this: there ``terminate`` and :py:meth:`~multiprocessing.Process.kill` both end a process on the spot.
import signal
import sys
import time
from multiprocessing import Event, Process
from multiprocessing.synchronize import Event as EventType


def leave(_signal: int, _frame: object) -> None:
    sys.exit(0)


def rest(name: str, resting: EventType, *, handle: bool) -> None:
    if handle:
        signal.signal(signal.SIGTERM, leave)
    try:
        print(f"{name} rests")
        resting.set()
        time.sleep(5)
        print(f"{name} is rested")
    finally:
        print(f"{name} cleans up")


def start(name: str, *, handle: bool) -> Process:
    resting = Event()
    process = Process(target=rest, args=(name, resting), kwargs={"handle": handle}, name=name)
    process.start()
    resting.wait()
    return process


# %% terminate
# ``terminate`` sends ``SIGTERM`` and does not wait.
# What the signal does by default is to end the process, and no line of Python is executed any more.
if __name__ == "__main__":
    ann = start("ann", handle=False)
    ann.terminate()
    ann.join()
    print(f"ann's exit code: {ann.exitcode}")

# %% handler
# With a handler the process ends itself, and cleans up.
# Its exit code is what it chose, and no longer the signal.
if __name__ == "__main__":
    bo = start("bo", handle=True)
    bo.terminate()
    bo.join()
    print(f"bo's exit code: {bo.exitcode}")

# %% kill
# ``kill`` sends ``SIGKILL``, and that signal can't be handled.
if __name__ == "__main__":
    chen = start("chen", handle=True)
    chen.kill()
    chen.join()
    print(f"chen's exit code: {chen.exitcode}")
