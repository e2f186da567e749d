"""
Join
====
"""

# %% setup
# Text of the script.
import multiprocessing
import time

# concurdocs: time_limit = 30

processes = []


def nap(seconds):
    time.sleep(seconds)
    print("napped", seconds)


context = multiprocessing.get_context("fork")

# %% start_all
for name, seconds in {"ann": 0.5, "bo": 0.4}.items():
    process = context.Process(target=nap, args=(seconds,), name=name)
    process.start()
    processes.append(process)
    print("started", name)

# %% join_all
for process in processes:
    process.join()
print("joined")
