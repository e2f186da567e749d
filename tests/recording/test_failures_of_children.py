"""Children that go wrong: which fails the run, and where it was started."""

from __future__ import annotations

import pytest

from helpers.recordings import Recording, failure, texts


def test_a_fork_that_falls_off_its_block(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        print("before", flush=True)
        # %%
        pid = os.fork()
        if pid == 0:
            print("child")
        else:
            os.waitpid(pid, 0)
        # %%
        print("after")
        """
    )

    assert ("fell off", 4, 1) == failure(run)
    assert ["before", "child", "after"] == texts(run)
    assert 0 == run.exit_status


def test_a_fork_that_falls_off_the_last_block(recorded: Recording) -> None:
    run = recorded(
        """
        # %%
        import os
        # %%
        if os.fork():
            os.wait()
        """
    )

    assert ("fell off", 4, 1) == failure(run)


FAILING = """
import os, signal, sys
from multiprocessing import Process
{option}
def end():
    {end}

if __name__ == "__main__":
    process = Process(target=end, name="bad")
    process.start()
    process.join()
    print(process.exitcode)
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize(
    ("end", "status", "how"),
    [
        ("sys.exit(3)", 3, "ended with exit status 3"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", -11, "died by SIGSEGV"),
    ],
)
def test_a_child_that_fails(
    recorded: Recording, method: str, end: str, status: int, how: str
) -> None:
    run = recorded(FAILING.format(end=end, option=""), method)

    assert ("child failed", 9, 0) == failure(run)
    assert run.failure is not None
    bad = next(process for process in run.processes if process.name == "bad")
    assert f"process 'bad' (pid {bad.pid}), started here, {how};" in run.failure.message
    assert status == bad.exit_status
    assert str(status) == texts(run)[-1]
    assert 0 == run.exit_status


def test_a_child_that_fails_as_it_is_meant_to(recorded: Recording) -> None:
    option = "# concurdocs: failing_children = true"
    run = recorded(FAILING.format(end="sys.exit(3)", option=option), "fork")

    assert None is run.failure
    assert ["3"] == texts(run)


def test_a_child_that_is_terminated_has_not_failed(recorded: Recording) -> None:
    run = recorded(
        """
        import time
        from multiprocessing import Process
        if __name__ == "__main__":
            process = Process(target=time.sleep, args=(1000,))
            process.start()
            process.terminate()
            process.join()
            print(process.exitcode)
            Process(target=time.sleep, args=(1000,), daemon=True).start()
        """,
        "fork",
    )

    assert None is run.failure
    assert ["-15"] == texts(run)
