"""
Flood
=====
"""

print("first line")
for number in range(200_000):
    print("line", number)
print("last line")
