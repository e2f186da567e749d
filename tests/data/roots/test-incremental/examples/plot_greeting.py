"""
Greeting
========
"""

# concurdocs: failing_children = true
import multiprocessing
import os

from greeting import GREETING


# %%
# Text about the failure.
def fail():
    raise ValueError("as meant")


print(GREETING, "from", os.getpid())
child = multiprocessing.get_context("fork").Process(target=fail, name="faulty")
child.start()
child.join()
