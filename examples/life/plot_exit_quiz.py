"""
Exit codes for experts
======================

``sys.exit`` with a text, ``sys.exit`` with nothing, and a function that returns 42.
Predict the three exit codes.
Only a number given to ``sys.exit`` is taken for an exit code.
"""

# concurdocs: failing_children = true

# %% setup
# Three ways to end that are no numbers.
import sys
from multiprocessing import Process


def complain() -> None:
    sys.exit("out of paper")


def leave() -> None:
    sys.exit()


def compute() -> int:
    return 42


# %% ends
# One after the other, so that the lines stay in order.
if __name__ == "__main__":
    for name, target in {"ann": complain, "bo": leave, "chen": compute}.items():
        process = Process(target=target, name=name)
        process.start()
        process.join()
        print(f"{name}'s exit code: {process.exitcode}")
