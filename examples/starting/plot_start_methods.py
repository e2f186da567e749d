"""
What a new process knows
========================

A variable is changed before a process is started: which value does the process find?
Predict it for each of the three start methods.
A forked process has the memory of its parent as it was, and the other two have only what the script makes when it is imported.
"""

# %% setup
# At the top level stands ``tea``, which everybody who imports this script finds.
# Each block below asks for one start method by name, if the platform has it.
import multiprocessing
from multiprocessing.process import BaseProcess

METHODS = multiprocessing.get_all_start_methods()
drink = "tea"


def look(method: str) -> None:
    print(f"{method}: the drink is {drink}")


def run(process: BaseProcess) -> None:
    process.start()
    process.join()


# %% main
# Behind the guard, and so in the script only, it becomes ``coffee``.
# The second line says which start method is the default here.
if __name__ == "__main__":
    drink = "coffee"
    print(f"the script: the drink is {drink}")
    print(f"default start method: {multiprocessing.get_start_method()}")

# %% fork
# The new process goes on with all that the script had in memory at this moment.
if __name__ == "__main__" and "fork" in METHODS:
    run(multiprocessing.get_context("fork").Process(target=look, args=("fork",), name="ann"))

# %% spawn
# A fresh interpreter imports the script: the blocks behind the guard are skipped, and ``tea`` it is.
if __name__ == "__main__" and "spawn" in METHODS:
    run(multiprocessing.get_context("spawn").Process(target=look, args=("spawn",), name="bo"))

# %% forkserver
# This process is forked, but from a server that was started clean and has not run the script either.
if __name__ == "__main__" and "forkserver" in METHODS:
    run(
        multiprocessing.get_context("forkserver").Process(
            target=look, args=("forkserver",), name="chen"
        )
    )
