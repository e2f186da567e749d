"""
Fixed: every future is asked
============================

The same three tasks, but the script keeps the futures and asks each for its result.
Predict what ``result`` does for the task that failed.
It raises the exception of the task, here, in the script.
"""

# %% setup
# The task is the same.
from concurrent.futures import ProcessPoolExecutor


def count_down(name: str, number: int) -> None:
    if number < 0:
        msg = f"{name} can't count down from {number}"
        raise ValueError(msg)
    print(f"{name} has counted down from {number}")


# %% hand_in
# Keep what ``submit`` returns, even if you expect no result.
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        futures = [
            executor.submit(count_down, "ann", 3),
            executor.submit(count_down, "bo", -1),
            executor.submit(count_down, "chen", 5),
        ]

# %% result
# ``result`` raises what the task has raised.
# The exception tells in its cause where in the task that was.
if __name__ == "__main__":
    try:
        futures[1].result()
    except ValueError as failure:
        print(f"raised again: {failure}")
        print(f"raised in count_down: {'in count_down' in str(failure.__cause__)}")

# %% exception
# ``exception`` returns it, or None where all went well; both wait like ``result``.
# A task that returns nothing has the result None.
if __name__ == "__main__":
    for future in futures:
        error = future.exception()
        if error is None:
            print(f"result: {future.result()}")
        else:
            print(f"{type(error).__name__}: {error}")
