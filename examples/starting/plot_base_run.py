"""
What run does if you don't write one
====================================

A subclass may define ``run``, but what is ``run`` if it does not?
Predict who greets whom, and from where.
The ``run`` that every process has calls the target, and does nothing if there is none.
"""

# %% setup
# The function says whether it runs in the process of this script, whose number it is given.
import os
from multiprocessing import Process


def greet(name: str, script: int) -> None:
    place = "the script" if os.getpid() == script else "another process"
    print(f"hello, {name}, from {place}")


# %% target
# No ``run`` in sight: ``start`` makes a process, and the inherited ``run`` calls ``greet`` there.
if __name__ == "__main__":
    process = Process(target=greet, args=("ann", os.getpid()), name="ann")
    process.start()
    process.join()

# %% call_run
# ``run`` is a method like any other, and calling it starts nothing.
if __name__ == "__main__":
    Process(target=greet, args=("bo", os.getpid()), name="bo").run()


# %% extend
# A subclass can do something before and after the target.
# It defines ``run`` and calls the inherited one in between.
class Polite(Process):
    def run(self) -> None:
        print("good morning")
        super().run()
        print("goodbye")


if __name__ == "__main__":
    polite = Polite(target=greet, args=("chen", os.getpid()), name="chen")
    polite.start()
    polite.join()

# %% nothing
# With neither a target nor a ``run`` of its own, a process has nothing to do.
# It starts and ends all the same, and that is no error.
if __name__ == "__main__":
    idle = Process(name="dee")
    idle.start()
    idle.join()
    print(f"{idle.name} ended with exit code {idle.exitcode}")
