"""
The end of a script that joins nothing
======================================

A script starts two processes, joins neither and comes to its last line: what becomes of them?
Predict which of the lines below come after the last line of the script.
At its exit Python joins both, and so the script lasts as long as the longer nap.
"""

# %% start
# Two ordinary processes; who starts first is luck.
from multiprocessing import Process

from concurdocs.tasks import nap

if __name__ == "__main__":
    ann = Process(target=nap, args=("ann", 0.5), name="ann")
    bo = Process(target=nap, args=("bo", 0.3), name="bo")
    ann.start()
    bo.start()

# %% last_line
# There is no ``join`` in this script.
if __name__ == "__main__":
    print(f"last line of the script, still alive: {[ann.is_alive(), bo.is_alive()]}")
