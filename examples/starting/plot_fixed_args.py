"""
Fixed: args with a comma
========================

The three calls of the broken example once more, now with a comma or with brackets.
Predict the exit codes.
One value is one argument, whatever its length.
"""

# %% setup
# The same function with one parameter.
from multiprocessing import Process


def greet(name: str) -> None:
    print(f"hello, {name}")


def run(process: Process) -> None:
    process.start()
    process.join()
    print(f"exit code: {process.exitcode}")


# %% comma
# The comma makes the tuple.
if __name__ == "__main__":
    run(Process(target=greet, args=("ab",), name="ann"))

# %% list
# With brackets there is no comma to forget.
if __name__ == "__main__":
    run(Process(target=greet, args=["a"], name="bo"))

# %% number
# A number can be passed like anything else.
if __name__ == "__main__":
    run(Process(target=greet, args=(5,), name="chen"))
