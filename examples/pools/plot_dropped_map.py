"""
A map that nobody reads
=======================

``map`` returns an iterator, and this script does not iterate: is the exception reported?
Predict how many lines begin with "ValueError".
There is one: ``map`` keeps silent as well, until somebody asks for the results.
"""

# %% setup
# ``fail`` raises a ``ValueError`` that says what it is given.
from concurrent.futures import ProcessPoolExecutor

from concurdocs.tasks import fail

# %% forget
# The tasks run and fail, and nobody hears of it.
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        executor.map(fail, ["ann failed", "bo failed"])
    print("nobody has asked")

# %% ask
# Iterating raises the first exception, and with it the iterator ends: the second is never seen.
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        results = executor.map(fail, ["chen failed", "dee failed"])
    try:
        print(list(results))
    except ValueError as error:
        print(f"ValueError: {error}")
    print(f"left: {list(results)}")
