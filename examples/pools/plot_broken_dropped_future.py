"""
Broken: a future that nobody keeps
==================================

One of three tasks raises an exception, and the script keeps none of the futures.
Predict where the exception is reported.
It is reported nowhere, and the script ends as if all had gone well.
"""

# %% setup
# The task counts down from a number; for a negative number it raises an exception.
from concurrent.futures import ProcessPoolExecutor


def count_down(name: str, number: int) -> None:
    if number < 0:
        msg = f"{name} can't count down from {number}"
        raise ValueError(msg)
    print(f"{name} has counted down from {number}")


# %% hand_in
# Three tasks are handed in.
# Two of them print their line, in an order that is luck.
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        executor.submit(count_down, "ann", 3)
        executor.submit(count_down, "bo", -1)
        executor.submit(count_down, "chen", 5)
    print("all done, or so it seems")
