"""
A nap
=====
"""

print("a nap")
