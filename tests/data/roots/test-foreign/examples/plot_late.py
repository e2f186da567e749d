"""
After the last block
====================
"""

import atexit
import multiprocessing
import time


def late():
    time.sleep(0.2)
    print("after the last block")


# concurdocs: time_limit = 30
atexit.register(print, "at exit")
multiprocessing.get_context("fork").Process(target=late).start()
print("last line of the script")
