"""
Values
======
"""


class Page:
    def __repr__(self):
        return "a page in words"

    def _repr_html_(self):
        return "<em class='shown-value'>a page in HTML</em>"


print("before the value")
Page()

# %%
# Set for a block.

# sphinx_gallery_capture_repr_block = ("__repr__",)
Page()

# %%
# And none for another.

# sphinx_gallery_capture_repr_block = ()
Page()

# %%
[1, 2, 3]

# %%
None
