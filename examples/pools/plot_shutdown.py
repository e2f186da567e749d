"""
Tasks without results, and shutdown
===================================

Four tasks are handed to two workers, and nobody wants a result: when are they done?
Predict what is printed first, the end of the last task or "shut down".
``shutdown`` closes the executor and waits for everything that was handed in before.
"""

# %% setup
# ``nap`` returns its name, but here we only want it to be done.
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children

from concurdocs.tasks import nap

NAPS = {"ann": 0.2, "bo": 0.2, "chen": 0.2, "dee": 0.2}

# %% hand_in
# The futures are not kept, and the tasks run all the same.
# Whether "all handed in" or a line of a worker is printed first is luck, and so is which worker is first.
if __name__ == "__main__":
    executor = ProcessPoolExecutor(max_workers=2)
    for name, seconds in NAPS.items():
        executor.submit(nap, name, seconds)
    print("all handed in")

# %% shut_down
# ``wait=True`` is the default.
# Tasks that no worker had begun are done too, and then the workers end.
if __name__ == "__main__":
    executor.shutdown(wait=True)
    print(f"shut down, workers left: {len(active_children())}")

# %% refuse
# The door is closed for good.
if __name__ == "__main__":
    try:
        executor.submit(nap, "ann", 0.2)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
