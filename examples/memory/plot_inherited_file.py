"""
An open file that was inherited
===============================

A file is open when a process is forked, and the child reads the first three bytes.
Predict where the parent goes on reading.
It goes on behind them: a forked process inherits open files, and the place in each is shared.
"""

# concurdocs: system = unix

# %% setup
# ``os.read`` reads at the current place in the file and moves it on.
# With ``spawn`` and ``forkserver`` the child would not inherit this file, so the script selects ``fork``.
import multiprocessing
import os
from tempfile import TemporaryFile


def read_three(descriptor: int) -> None:
    print(f"child reads: {os.read(descriptor, 3).decode()}")


# %% fork
# The number of an open file, its descriptor, means the same file in parent and child.
if __name__ == "__main__":
    if "fork" in multiprocessing.get_all_start_methods():
        fork = multiprocessing.get_context("fork")
        with TemporaryFile() as file:
            file.write(b"onetwo")
            file.seek(0)
            process = fork.Process(target=read_three, args=(file.fileno(),), name="ann")
            process.start()
            process.join()
            print(f"parent reads: {os.read(file.fileno(), 3).decode()}")
    else:
        print("this script needs the start method fork")
