"""
Start method spawn
==================

Functions and classes of this very script run in other processes.
"""

import multiprocessing


def work(name):
    print(f"{name} begins")
    print(f"{name} ends")


class Worker(multiprocessing.get_context("spawn").Process):
    def run(self):
        print("a subclass runs")


# %%
# One after another, so that the order is known.
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    for name in ("ann", "bo"):
        process = context.Process(target=work, args=(name,))
        process.start()
        process.join()
        print(name, "joined", process.exitcode)

# %%
# A subclass.
if __name__ == "__main__":
    worker = Worker()
    worker.start()
    worker.join()

# %%
# This block prints nothing.
done = True
