"""
Deferred for good
=================
"""

print("the beginning")

# %%
# There is no later block.

# sphinx_gallery_defer_figures
print("the end")
