"""
Values off
==========
"""

# sphinx_gallery_capture_repr = ()
print("only this")
"never shown"
