"""
Saw
===
"""

from workshop.tools import say_saw

say_saw()
