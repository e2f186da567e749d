"""
Off the stage
=============
"""

# concurdocs: stage = false
import sys

print("run by sphinx-gallery, in", "sphinx" in sys.modules and "its own process")
