"""
os._exit
========
"""

import os

print("before the exit")

# %%
os._exit(0)

# %%
print("never reached")
