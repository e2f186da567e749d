"""
Failing child
=============
"""

import multiprocessing


def fail():
    raise ValueError("in the child")


# %%
child = multiprocessing.get_context("fork").Process(target=fail, name="ann")
child.start()
child.join()

# %%
print("the script ends")
