"""What the record says of each process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concurdocs.recording._history import ProcessHistory
from concurdocs.recording._transcript import StartedProcess
from concurdocs.recording.processes import ObservedProcess
from concurdocs.recording.stage import ProcessExited
from concurdocs.runs import Process, Role

if TYPE_CHECKING:
    from helpers.recordings import Recording


def test_other_roles(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        import subprocess
        import time
        from multiprocessing import Manager

        if __name__ == "__main__":
            manager = Manager()
            shared = manager.list([1])
            shared.append(2)
            print(list(shared))
            if os.fork() == 0:
                time.sleep(0.5)
                os._exit(0)
            os.wait()
            subprocess.run(["sleep", "0.5"])
        """,
        "fork",
    )

    assert ["[1, 2]"] == [line.text for line in run.lines]
    assert [("main", "main"), ("manager", "SyncManager-1"), ("process", ""),
            ("command", "sleep")] == [
        (process.role, process.name) for process in run.processes
    ]  # fmt: skip


def test_workers_of_joblib_are_seen_and_heard(recorded: Recording) -> None:
    run = recorded(
        """
        from joblib import Parallel, delayed
        def square(number):
            print("square of", number)
            return number * number
        print(Parallel(n_jobs=2)(delayed(square)(number) for number in range(4)))
        """
    )

    workers = [process for process in run.processes if process.role == Role.WORKER]
    assert None is run.failure
    assert {"LokyProcess-1", "LokyProcess-2"} == {process.name for process in workers}
    assert "[0, 1, 4, 9]" == run.lines[-1].text
    assert run.main.pid == run.lines[-1].pid
    assert [f"square of {n}" for n in range(4)] == sorted(line.text for line in run.lines[:-1])
    assert {line.pid for line in run.lines[:-1]} <= {process.pid for process in workers}


def test_grandchildren_have_their_parents(recorded: Recording) -> None:
    run = recorded(
        """
        import os, time
        if os.fork() == 0:
            if os.fork() == 0:
                time.sleep(0.5)
                print("grandchild of", os.getppid(), "is", os.getpid(), flush=True)
                os._exit(0)
            os.wait()
            os._exit(0)
        os.wait()
        """
    )

    _, _, parent, _, pid = run.lines[0].text.split()
    assert int(parent) == run.process(int(pid)).parent
    assert run.main.pid == run.process(int(parent)).parent


def seen(*command: str, parent: int = 1, ended: float | None = None) -> ObservedProcess:
    """Return a process as a sampler saw it, at 5.0 for the first time."""
    return ObservedProcess(2, parent, 5.0, ended, command=command)


def started(module: str, name: str = "ann") -> StartedProcess:
    """Return a process as the stage told of it, at 4.5."""
    return StartedProcess(2, name, module, line=7, time=4.5)


def test_a_life_too_short_to_be_seen_has_what_was_told_and_heard() -> None:
    history = ProcessHistory(
        2, started("__main__"), first_output=4.75, exited=ProcessExited(2, 3, 4.8)
    )

    process = history.to_process(4.0)

    assert Process(2, None, "ann", Role.PROCESS, 0.5, 0.8, 3, None, None, 7) == process


def test_what_was_known_first_counts() -> None:
    history = ProcessHistory(2, started("__main__"), seen(ended=6.0), 4.25)
    assert (4.25, 6.0) == (history.begin(4.0), history.end())

    history = ProcessHistory(2, seen=seen(ended=6.0), exited=ProcessExited(2, 0, 7.0))
    assert (5.0, 6.0) == (history.begin(4.0), history.end())


def test_of_who_cannot_be_told_apart_nothing_is_known() -> None:
    expected = Process(0, None, "", Role.PROCESS, 1.0, None, None, None, None)

    assert expected == ProcessHistory(0, first_output=5.0).to_process(4.0)


SERVER = ("python", "-c", "from multiprocessing.forkserver import main; main(7)")
TRACKER = ("python", "-c", "from multiprocessing.resource_tracker import main;main(5)")
STAGE = ("python", "-c", "names = {'__name__': 'concurdocs_stage'}")
SPAWNED = ("python", "-c", "from multiprocessing.spawn import spawn_main", "--multiprocessing-fork")


@pytest.mark.parametrize(
    ("history", "role", "name"),
    [
        (ProcessHistory(2, started("__main__")), "process", "ann"),
        (ProcessHistory(2, started("multiprocessing.pool")), "worker", "ann"),
        (ProcessHistory(2, started("concurrent.futures.process")), "worker", "ann"),
        (ProcessHistory(2, started("multiprocessing.managers")), "manager", "ann"),
        (ProcessHistory(2, None, seen(*SERVER)), "forkserver", "forkserver"),
        (ProcessHistory(2, None, seen(*SERVER), parent=seen(*SERVER)), "process", ""),
        (ProcessHistory(2, None, seen(*TRACKER)), "resource tracker", "resource tracker"),
        (ProcessHistory(2, None, seen("/bin/sleep", "9")), "command", "sleep"),
        (ProcessHistory(2, None, seen(*STAGE)), "process", ""),
        (ProcessHistory(2, None, seen(*SPAWNED)), "process", ""),
        (ProcessHistory(2, None, seen()), "process", ""),
        (ProcessHistory(2), "process", ""),
    ],
)
def test_roles_and_names(history: ProcessHistory, role: str, name: str) -> None:
    assert (role, name) == (history.role(), history.name())
