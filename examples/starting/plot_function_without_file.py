"""
A function that stands in no file
=================================

A notebook has functions that stand in no file: can another process be given one of them?
Predict for each start method whether the function is called.
A forked process has it already, and the others look for it in the file of the script: here there is none.
"""

# concurdocs: failing_children = true

# %% setup
# ``python -c`` executes a text, as a notebook executes its cells.
# The text is a program that hands its own function to a process, by the start method that it is told.
import subprocess
import sys
from multiprocessing import get_all_start_methods
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = """
import multiprocessing
import sys

def greet():
    print("hello")

if __name__ == "__main__":
    process = multiprocessing.get_context(sys.argv[1]).Process(target=greet, name="ann")
    process.start()
    process.join()
    print(f"exit code with {sys.argv[1]}: {process.exitcode}")
"""


def run(*program: str, method: str) -> None:
    if method in get_all_start_methods():
        subprocess.run([sys.executable, *program, method], check=True)
    else:
        print(f"this platform has no {method}")


# %% fork
# The new process is a copy, and the function is in it.
if __name__ == "__main__":
    run("-c", PROGRAM, method="fork")

# %% spawn
# The new process is given nothing but the name of the function.
# It would import the script to find it, but there is no file that it could import.
if __name__ == "__main__":
    run("-c", PROGRAM, method="spawn")

# %% forkserver
# The server was started clean, and so it does not have the function either.
if __name__ == "__main__":
    run("-c", PROGRAM, method="forkserver")

# %% in_a_file
# The same text in a file: now every process finds the function.
if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        path = Path(folder, "program.py")
        path.write_text(PROGRAM, encoding="utf-8")
        for method in ("fork", "spawn", "forkserver"):
            run(str(path), method=method)
