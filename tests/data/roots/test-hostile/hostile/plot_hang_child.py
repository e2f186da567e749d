"""
Hang in a child
===============
"""

# concurdocs: time_limit = 1
import multiprocessing
import time


def hang():
    print("the child hangs")
    time.sleep(600)


# %%
child = multiprocessing.get_context("fork").Process(target=hang, name="ann")
child.start()
child.join()
