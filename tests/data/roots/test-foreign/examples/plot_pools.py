"""
Pools
=====
"""

import concurrent.futures
import multiprocessing


def square(number):
    print(f"{number} squared", flush=True)
    return number**2


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(sum(pool.map(square, range(20))))

# %%
if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(
        2, mp_context=multiprocessing.get_context("spawn")
    ) as executor:
        print(sum(executor.map(square, range(100, 120))))
