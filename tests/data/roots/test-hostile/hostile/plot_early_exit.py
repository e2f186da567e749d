"""
Early exit
==========
"""

import sys

print("before the exit")

# %%
sys.exit()

# %%
print("never reached")
