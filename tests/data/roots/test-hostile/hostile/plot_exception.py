"""
Exception
=========
"""

print("before the exception")


# %%
# In a function of an earlier block.
def fail():
    raise LookupError("<nothing> found")


fail()

# %%
print("never reached")
