"""
A daemon whose parent is killed
===============================

A daemon ends with its creator: also when the creator is killed?
Predict whether bo still answers at the end.
It does, because ending a daemon is one of the last things its creator does, and who is killed does nothing any more.
"""

# %% setup
# The script creates ann, ann creates the daemon bo, and bo answers what it is sent.
from multiprocessing import Pipe, Process
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def answer(connection: "Connection[str, str]") -> None:
    connection.send("bo is there")
    connection.recv()
    connection.send("bo is still there")


def keep_daemon(connection: "Connection[str, str]") -> None:
    bo = Process(target=answer, args=(connection,), name="bo", daemon=True)
    bo.start()
    bo.join()


# %% start
# Once bo has answered, all three are there.
if __name__ == "__main__":
    here, there = Pipe()
    ann = Process(target=keep_daemon, args=(there,), name="ann")
    ann.start()
    print(here.recv())

# %% kill
# ``kill`` sends ``SIGKILL``, and no process can do anything about it.
# After ``join`` ann is gone for certain, and then bo is asked once more.
if __name__ == "__main__":
    ann.kill()
    ann.join()
    print(f"ann's exit code: {ann.exitcode}")
    here.send("are you there?")
    print(here.recv())
