"""Scripts that never end or never stop writing: they are ended, and told why."""

from __future__ import annotations

import re

import pytest

from concurdocs.recording import _recorder
from helpers.recordings import Recording, failure, texts


def test_a_hang(recorded: Recording) -> None:
    run = recorded(
        """
        # concurdocs: time_limit = 1
        import time
        print("before")
        # %%
        def wait():
            time.sleep(1000)
        wait()
        # %%
        print("never")
        """
    )

    assert ("time limit", 6, 1) == failure(run)
    assert run.failure is not None
    assert f"after 1 s, the time limit (alive: main (pid {run.main.pid}, sleeping))" in (
        run.failure.message
    )
    assert ["before"] == texts(run)
    assert run.total < 30


def test_a_child_that_hangs(recorded: Recording) -> None:
    run = recorded(
        """
        # concurdocs: time_limit = 1
        import time
        from multiprocessing import Process
        if __name__ == "__main__":
            process = Process(target=time.sleep, args=(1000,), name="sleeper")
            process.start()
            process.join()
        """,
        "spawn",
    )

    assert ("time limit", 7, 0) == failure(run)
    assert run.failure is not None
    assert "'sleeper' (pid " in run.failure.message
    assert [("start", True), ("join", False)] == [
        (call.function, call.end is not None) for call in run.calls
    ]


def test_a_script_that_stops_itself(recorded: Recording) -> None:
    run = recorded(
        """
        # concurdocs: time_limit = 1
        import os, signal
        # %%
        print("stopping")
        os.kill(os.getpid(), signal.SIGSTOP)
        while True: pass
        """
    )

    assert ("time limit", 1) == (failure(run)[0], failure(run)[2])
    assert failure(run)[1] in {5, 6}
    assert run.failure is not None
    assert f"main (pid {run.main.pid}, stopped)" in run.failure.message
    assert "stopped" in {one.state for one in run.states}


def test_a_script_that_ignores_signals(recorded: Recording) -> None:
    run = recorded(
        """
        # concurdocs: time_limit = 0.5
        import signal
        for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        while True:
            signal.pause()
        """
    )

    assert "time limit" == failure(run)[0]


@pytest.fixture
def _low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop floods early, to save time."""
    monkeypatch.setattr(_recorder, "OUTPUT_LIMIT_LINES", 100_000)
    monkeypatch.setattr(_recorder, "OUTPUT_LIMIT_BYTES", 10 * 2**20)


@pytest.mark.usefixtures("_low_limits")
@pytest.mark.parametrize(
    ("piece", "how"),
    [
        (b"y" * 49 + b"\n", r"stopped after \d{3},\d{3} lines and \d MiB"),
        (b"y", r"1 lines and 1\d MiB"),
    ],
    ids=["lines", "one line"],
)
def test_an_endless_flood_is_stopped(recorded: Recording, piece: bytes, how: str) -> None:
    run = recorded(f"import os\n# %%\nwhile True:\n    os.write(1, {piece!r} * 1000)\n")

    assert ("output limit", 2, 1) == failure(run)
    assert run.failure is not None
    assert re.search(how, run.failure.message)
    assert "" == "".join(texts(run)).strip("y")


@pytest.mark.usefixtures("_low_limits")
def test_a_flood_that_goes_on_after_the_script(recorded: Recording) -> None:
    run = recorded("import subprocess\n# %%\nsubprocess.Popen(['yes', 'no end' * 5])\n")

    assert ("output limit", 2, 1) == failure(run)
