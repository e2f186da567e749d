"""
No figure
=========
"""

print("no figure")
