"""
Bad comment
===========
"""

# concurdocs: time_limt = 5
print("never reached")
