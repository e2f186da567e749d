"""
Traceback
=========
"""

# concurdocs: failing_children = true
import multiprocessing


# %%
# This text may become longer.
def fail():
    raise ValueError("as meant")


if __name__ == "__main__":
    child = multiprocessing.get_context("fork").Process(target=fail, name="faulty")
    child.start()
    child.join()
    print("status", child.exitcode, "of", __file__)
