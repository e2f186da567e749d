"""
Hammer
======

Some text.
"""

from workshop.tools import say_hammer

say_hammer()
