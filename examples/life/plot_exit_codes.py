"""
All exit codes in one run
=========================

A process is not started, runs, returns, exits, fails, is terminated, is killed: what is its exit code?
Predict the seven values.
None means that there is none yet, and a negative one is the number of a signal.
"""

# concurdocs: failing_children = true

# %% setup
# The first process ends when it is told to, the others each in its own way.
import time
from multiprocessing import Event, Process

from concurdocs.tasks import exit_with, fail

# %% none
# Before ``start`` there is no exit code, and as long as the process runs there is none either.
if __name__ == "__main__":
    signal = Event()
    ann = Process(target=signal.wait, name="ann")
    print(f"not started: {ann.exitcode}")
    ann.start()
    print(f"running: {ann.exitcode}")

# %% returns
# A function that returns has succeeded, and that is 0.
# What it returns is lost.
if __name__ == "__main__":
    signal.set()
    ann.join()
    print(f"returned: {ann.exitcode}")

# %% exits
# ``exit_with(3)`` calls ``sys.exit(3)``.
if __name__ == "__main__":
    bo = Process(target=exit_with, args=(3,), name="bo")
    bo.start()
    bo.join()
    print(f"sys.exit(3): {bo.exitcode}")

# %% fails
# An exception that nobody catches is printed by the process itself, and the exit code is 1.
if __name__ == "__main__":
    chen = Process(target=fail, args=("no more paper",), name="chen")
    chen.start()
    chen.join()
    print(f"exception: {chen.exitcode}")

# %% signals
# ``terminate`` sends ``SIGTERM``, number 15, and ``kill`` sends ``SIGKILL``, number 9.
# The minus sign says that it was a signal.
# Windows has no signals for this: there both calls do the same, and the exit code is -15 each time.
if __name__ == "__main__":
    dee = Process(target=time.sleep, args=(5,), name="dee")
    eve = Process(target=time.sleep, args=(5,), name="eve")
    dee.start()
    eve.start()
    dee.terminate()
    eve.kill()
    dee.join()
    eve.join()
    print(f"terminated: {dee.exitcode}")
    print(f"killed: {eve.exitcode}")
