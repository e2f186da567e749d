"""
Bytes of all kinds
==================
"""

import os
import subprocess
import sys

os.write(1, b"by the system call\n")
subprocess.run(["echo", "by another program"], check=True)
subprocess.run([sys.executable, "-c", "print('by another Python')"], check=True)
print("to the other stream", file=sys.stderr)

# %%
# Markup.
print("<b>bold?</b> &amp; <script>alert(1)</script>")
print(".. note:: *not* |rst| `either`_ ``here`` \\ :doc:`index`")
print("   indented, and blanks at the end   ")
print()
print("after an empty line")

# %%
# Bytes.
os.write(1, b"not UTF-8: \xff\xfe, UTF-8: \xe4\xb8\xad\xe6\x96\x87\n")
print("tab\tand tab")
print("x" * 20_000)
print("\x1b[31mred\x1b[0m and plain")
print("10%\r100%")
print("nul \0 bell \a")
print("no line feed at the end", end="")
