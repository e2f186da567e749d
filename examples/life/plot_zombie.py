"""
Zombies and who clears them away
================================

A process has ended, and nobody has asked for its exit code: what is left of it, and for how long?
Predict which of the calls below clear it away.
It is a zombie, and not only ``join`` ends that.
"""

# concurdocs: system = linux

# %% setup
# A zombie stays for the parent of the process, so the script must be the parent: it selects ``fork``.
# ``waitid`` with ``WNOWAIT`` waits for the end of a process and leaves everything as it is.
# Linux shows the state of each process under ``/proc`` (`proc_pid_stat(5) <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>`__).
import multiprocessing
import os
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

LINUX = Path("/proc/self/stat").exists()


def state(process: BaseProcess) -> str:
    path = Path(f"/proc/{process.pid}/stat")
    if not path.exists():
        return "gone"
    # The name of the program stands in parentheses, and its state behind them.
    _, _, rest = path.read_text(encoding="ascii", errors="replace").rpartition(") ")
    return "a zombie" if rest.startswith("Z") else "alive"


def wait_for_end(process: BaseProcess) -> None:
    assert process.pid is not None
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)


# %% zombie
# ann is terminated, and ended for certain when ``waitid`` returns.
# The pause is only there to let you see the zombie in the figure.
if __name__ == "__main__":
    if LINUX:
        create = multiprocessing.get_context("fork").Process
        ann = create(target=time.sleep, args=(5,), name="ann")
        ann.start()
        ann.terminate()
        wait_for_end(ann)
        time.sleep(0.2)
        print(f"ann is {state(ann)}")
    else:
        print("this script needs Linux")

# %% is_alive
# The question alone is enough: to answer it, Python asks the system for the exit code.
if __name__ == "__main__" and LINUX:
    print(f"ann is alive: {ann.is_alive()}")
    print(f"after is_alive: ann is {state(ann)}")

# %% join
# ``join`` asks as well.
if __name__ == "__main__" and LINUX:
    bo = create(name="bo")
    bo.start()
    wait_for_end(bo)
    print(f"bo is {state(bo)}")
    bo.join()
    print(f"after join: bo is {state(bo)}")

# %% next_start
# ``start`` looks after all processes of this script that have ended.
# So chen is cleared away when dee is started.
if __name__ == "__main__" and LINUX:
    chen = create(name="chen")
    chen.start()
    wait_for_end(chen)
    print(f"chen is {state(chen)}")
    dee = create(name="dee")
    dee.start()
    print(f"after the start of dee: chen is {state(chen)}")
    dee.join()
