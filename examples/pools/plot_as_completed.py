"""
Each result as soon as it is there
==================================

Ann's task can't end before the script allows it, and the script does so after two other results.
Do you get those two results while ann's task is still running?
If results came only when all tasks have ended, this script would wait for ever.
It does not: every future is ready when its own task is.
"""

# %% setup
# Ann waits for a signal, and the others have nothing to wait for.
# A worker gets the signal once, when it starts, because it can't be sent along with a task.
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import Event
from multiprocessing.synchronize import Event as EventType

kept: list[EventType] = []


def keep(signal: EventType) -> None:
    kept.append(signal)


def task(name: str) -> str:
    if name == "ann":
        kept[0].wait()
    print(f"{name} ends")
    return name


# %% take_as_they_come
# Ann's task is handed in first.
# ``as_completed`` returns the futures in the order in which they get ready, so hers comes last.
# Whether bo or chen is first is luck.
if __name__ == "__main__":
    signal = Event()
    with ProcessPoolExecutor(2, initializer=keep, initargs=(signal,)) as executor:
        futures = [executor.submit(task, name) for name in ["ann", "bo", "chen"]]
        for count, future in enumerate(as_completed(futures), start=1):
            print(f"result {count} of 3: {future.result()}")
            if count == len(futures) - 1:
                print(f"ann's task is done: {futures[0].done()}")
                signal.set()
