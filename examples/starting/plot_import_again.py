"""
How often is a script imported?
===============================

The first line of this script prints something, and the script spawns three processes.
Predict how often the line appears.
Each of them imports the script, so it appears once for each, and once for the script itself.
"""

# %% setup
# The script selects ``spawn``.
import multiprocessing

print("here is the top level")


def greet(name: str) -> None:
    print(f"hello, {name}")


# %% spawn
# Only the script passes the guard.
# Which of the three processes is ahead is luck.
if __name__ == "__main__":
    create = multiprocessing.get_context("spawn").Process
    processes = [create(target=greet, args=(name,), name=name) for name in ("ann", "bo", "chen")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
