"""
Exit status
===========
"""

import sys

print("before the exit")

# %%
sys.exit(3)
