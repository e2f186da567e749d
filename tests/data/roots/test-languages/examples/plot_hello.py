"""
Greeting
========

An introduction.
"""

# %% hello
# What it says.
import os

print("hello from", os.getpid())
raise_error = False
