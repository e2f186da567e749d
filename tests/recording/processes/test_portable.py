"""The recorder as it works where there is no ``/proc``, by psutil."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from concurdocs.recording import _recorder
from concurdocs.recording.processes import adopting_orphans, end_all
from concurdocs.recording.processes._linux import LinuxProcessTable
from concurdocs.recording.processes._portable import PortableProcessTable

if TYPE_CHECKING:
    from helpers.recordings import Recording


@pytest.fixture(autouse=True)
def _portable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Record without ``/proc``."""
    monkeypatch.setattr(_recorder, "process_table", PortableProcessTable)


def test_states_and_output(recorded: Recording) -> None:
    run = recorded(
        """
        import os, time
        from multiprocessing import Process
        child = Process(target=print, args=("child",), name="child")
        child.start()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # it has ended
        time.sleep(0.5)
        child.join()
        print("main")
        """,
        "fork",
        attribute=False,
    )

    assert None is run.failure
    assert ["child", "main"] == [line.text for line in run.lines]
    assert not run.attributed
    assert ["main", "child"] == [process.name for process in run.own_processes]
    child = next(process for process in run.processes if process.name == "child")
    assert (run.main.pid, 0) == (child.parent, child.exit_status)
    states = {one.state for one in run.states if one.pid == child.pid}
    assert "zombie" in states
    assert "sleeping" in {one.state for one in run.states if one.pid == run.main.pid}
    assert {None} == {one.cpu for one in run.states}
    assert run.peak_memory > 1_000_000


def test_what_is_left_behind_is_ended(recorded: Recording) -> None:
    run = recorded(
        """
        # concurdocs: grace = 0.3
        import os, subprocess, time
        subprocess.Popen(["sleep", "1000"])
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(1000)
            time.sleep(0.5)  # until it was seen: orphans can't be found here
            os._exit(0)
        os.wait()
        """
    )

    assert run.failure is not None
    assert ("leftover", 10) == (run.failure.kind, run.failure.line)


def test_a_hang(recorded: Recording) -> None:
    run = recorded("# concurdocs: time_limit = 0.5\nimport time\ntime.sleep(1000)\n")

    assert run.failure is not None
    assert ("time limit", 3) == (run.failure.kind, run.failure.line)


def test_both_tables_see_the_same() -> None:
    with adopting_orphans():
        look_at_two_processes()


def look_at_two_processes() -> None:
    """Compare what the two tables see of two processes."""
    tables = (LinuxProcessTable(), PortableProcessTable())
    script = "import os, time\nos.fork()\nprint(flush=True)\ntime.sleep(1000)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(2):
            process.stdout.readline()
        try:
            seen = []
            for table in tables:
                snapshot = list(table.snapshot())
                assert [sample.pid for sample in snapshot] == table.pids()
                assert all(sample.resident > 100_000 for sample in snapshot)
                seen.append([(sample.pid, sample.parent) for sample in snapshot])
                assert (sys.executable, "-c", script) == table.command(process.pid)
                assert not table.ended(process.pid)
            assert 2 == len(seen[0])
            assert (process.pid, os.getpid()) == seen[0][0]
            assert seen[0] == seen[1]
        finally:
            for pid in tables[0].pids():
                os.kill(pid, 9)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert [True, True] == [table.ended(process.pid) for table in tables]
        process.wait()
        end_all(tables[0])  # nothing but the forked one, which is ours now, is left to reap
    for table in tables:
        assert [] == table.pids()
        assert table.ended(process.pid)
        assert () == table.command(process.pid)
        table.close()
