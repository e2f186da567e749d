"""
Meant to fail
=============
"""

print("before the failure")

# %%
raise RuntimeError("this is meant")

# %%
print("never reached")
