"""
Broken: args without a comma
============================

What does ``args=("ab")`` hand to the function?
Predict how many arguments arrive.
Parentheses alone make no tuple, so the string itself is taken for the series of arguments.
"""

# concurdocs: failing_children = true

# %% setup
# A function with one parameter.
from multiprocessing import Process


def greet(name: str) -> None:
    print(f"hello, {name}")


# %% two_letters
# ``("ab")`` is the string ``"ab"``, a series of two letters, and so two arguments arrive.
# The error is raised in the new process: the script sees nothing but the exit code.
if __name__ == "__main__":
    process = Process(target=greet, args=("ab"), name="ann")
    process.start()
    process.join()
    print(f"exit code with two letters: {process.exitcode}")

# %% one_letter
# With a single letter it works, by accident: the series has one element.
# That is how the slip gets through a test and fails later.
if __name__ == "__main__":
    process = Process(target=greet, args=("a"), name="bo")
    process.start()
    process.join()
    print(f"exit code with one letter: {process.exitcode}")

# %% number
# A number is no series of anything.
# This error comes at once, in the script itself.
if __name__ == "__main__":
    try:
        Process(target=greet, args=(5), name="chen")  # type: ignore[arg-type] # the slip
    except TypeError as error:
        print(f"TypeError: {error}")
