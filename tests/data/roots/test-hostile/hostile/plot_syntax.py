"""
Syntax error
============
"""

print("a line that is right")

# %%
print("one that is not"
