"""
Fork
====
"""

import os
import time

print("before the fork", flush=True)

# %%
if os.fork() == 0:
    print("in the child", flush=True)

# %%
time.sleep(0.3)
print("after the fork")
