"""
A daemon at the end of the script
=================================

Two processes are still busy when the script comes to its end, and one of them is a daemon.
Predict which of them finishes.
Python ends the daemon and waits for the other.
"""

# %% setup
# A process says that it is there, meets the others at a barrier, and naps.
import time
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType


def rest(name: str, seconds: float, everybody: BarrierType) -> None:
    print(f"{name} rests")
    everybody.wait()
    time.sleep(seconds)
    print(f"{name} is rested")


# %% end
# The script waits at the barrier too, so both are under way when it goes on.
# Which of the two prints first is luck.
# It rests a little itself, long enough for you to see ann in the figure, and joins nobody.
# ann would need much longer, and is terminated before Python waits for bo.
if __name__ == "__main__":
    everybody = Barrier(3)
    ann = Process(target=rest, args=("ann", 5, everybody), name="ann", daemon=True)
    bo = Process(target=rest, args=("bo", 0.5, everybody), name="bo")
    ann.start()
    bo.start()
    everybody.wait()
    time.sleep(0.1)
    print("the script has come to its end")
