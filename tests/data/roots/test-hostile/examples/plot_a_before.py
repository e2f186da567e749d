"""
A good example
==============
"""

print("a good example")
