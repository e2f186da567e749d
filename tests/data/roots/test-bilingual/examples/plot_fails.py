"""
Fails
=====

It fails.
"""

# %% go
# A first sentence.
# A second one.
print("before")
raise ValueError("as meant")
