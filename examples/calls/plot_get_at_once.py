"""
An asynchronous call that gains nothing
=======================================

Here is ``apply_async`` in a loop, twice.
Predict which block takes longer, and why.
If you ask each handle for its result at once, you have made a synchronous call of it.
"""

# %% setup
# Two tasks for two workers, who are started beforehand.
from multiprocessing import Pool

from concurdocs.tasks import square_slowly

NUMBERS = [2, 3]
SECONDS = 0.2

# %% start
# A first small task for the pool, so that starting it is not part of what follows.
if __name__ == "__main__":
    pool = Pool(2)
    pool.map(abs, NUMBERS)

# %% at_once
# The second task is handed in only when the first result is there.
if __name__ == "__main__":
    print([pool.apply_async(square_slowly, (number, SECONDS)).get() for number in NUMBERS])

# %% later
# Both are handed in, and only then is the first result asked for.
# Which of the two workers prints first is luck.
if __name__ == "__main__":
    handles = [pool.apply_async(square_slowly, (number, SECONDS)) for number in NUMBERS]
    print([handle.get() for handle in handles])
    pool.close()
    pool.join()
