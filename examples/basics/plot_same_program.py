"""
One program, two processes
==========================

The same program is started twice: is that one process or two?
Predict how many process numbers you will see, and to what each of them has counted.
A program is a text, and each execution of it is a process with a number and variables of its own.
"""

# %% program
# Here is a program: it counts to the number that it is given.
# As long as nobody executes it, it is nothing but text.
import os
import subprocess
import sys

PROGRAM = """
import os
import sys

name, last = sys.argv[1], int(sys.argv[2])
count = 0
while count < last:
    count += 1
print(f"{name}: process {os.getpid()} has counted to {count}")
"""

# %% twice
# ``Popen`` asks the operating system to execute the program, and does not wait for its end.
# The same text runs twice, and both executions are under way at the same time.
# Which of them prints first is luck.
if __name__ == "__main__":
    ann = subprocess.Popen([sys.executable, "-c", PROGRAM, "ann", "3"])
    bo = subprocess.Popen([sys.executable, "-c", PROGRAM, "bo", "500"])
    numbers = [os.getpid(), ann.pid, bo.pid]
    print(f"three different process numbers: {len(set(numbers)) == len(numbers)}")
    ann.wait()
    bo.wait()
