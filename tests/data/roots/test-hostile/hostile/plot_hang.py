"""
Hang
====
"""

# concurdocs: time_limit = 1
import threading

print("before the hang")

# %%
threading.Event().wait()

# %%
print("never reached")
