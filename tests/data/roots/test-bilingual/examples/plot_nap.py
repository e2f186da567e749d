"""
A nap
=====

In English.
"""

# concurdocs: grace = 4

# %% setup
# Imports.
import os
from multiprocessing import Process

from concurdocs.tasks import nap

# %% go
# A first sentence.
# A second one.
# concurdocs: time_limit = 30
if __name__ == "__main__":
    print("main is", os.getpid())
    process = Process(target=nap, args=("ann", 0.01), name="ann")
    process.start()
    process.join()
