"""
What join waits for
===================

Does a process begin its work at ``start`` or at ``join``, and what does the caller do meanwhile?
Predict the exit code that each block prints.
The process runs from ``start`` on, and ``join`` does nothing but wait.
With a timeout it may return before the process has ended, and then there is no exit code yet.
"""

# %% setup
# The process waits until an event is set, so that we decide when it ends.
from multiprocessing import Event, Process
from multiprocessing.synchronize import Event as EventType


def wait_for(event: EventType) -> None:
    """Wait for the event, however long it takes."""
    event.wait()
    print("ann: the event is set")


# %% go_on
# Without ``join`` the caller goes on at once, while the process is alive.
if __name__ == "__main__":
    event = Event()
    process = Process(target=wait_for, args=(event,), name="ann")
    process.start()
    print(f"main goes on, ann is alive: {process.is_alive()}")

# %% time_out
# ``join`` with a timeout gives up after that time.
# It does not say so: look at ``exitcode``, which is None as long as the process runs.
if __name__ == "__main__":
    process.join(timeout=0.2)
    print(f"exit code after 0.2 seconds of join: {process.exitcode}")

# %% join
# Now the process may end, and ``join`` without a timeout waits until it has.
if __name__ == "__main__":
    event.set()
    process.join()
    print(f"exit code after join: {process.exitcode}")
