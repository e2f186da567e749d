"""
Crash
=====
"""

print("before the crash", flush=True)

# %%
import ctypes

ctypes.string_at(0)

# %%
print("never reached")
