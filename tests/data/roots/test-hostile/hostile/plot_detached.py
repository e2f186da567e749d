"""
Detached daemon
===============
"""

# concurdocs: grace = 0.2
import os
import time

print("before the daemon", flush=True)

# %%
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    time.sleep(600)
    os._exit(0)
os.wait()

# %%
print("the script ends")
