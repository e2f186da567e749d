"""Nothing outlives its run, and nothing else is ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from concurdocs.recording.processes import adopting_orphans, end_all
from concurdocs.recording.processes._linux import LinuxProcessTable
from helpers.recordings import Recording, failure, marked_processes

DAEMON = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 100)
        time.sleep(1000)
    os._exit(0)
os.wait()
"""


def test_a_process_that_detaches_itself(recorded: Recording) -> None:
    run = recorded("# concurdocs: grace = 0.3\n" + DAEMON)

    assert ("leftover", 11, 0) == failure(run)
    assert 0 == run.exit_status
    assert {"main", "process"} == {process.role for process in run.processes}


def test_a_process_that_detaches_itself_as_it_is_meant_to(recorded: Recording) -> None:
    run = recorded("# concurdocs: grace = 0.3\n# concurdocs: leftovers = true\n" + DAEMON)

    assert None is run.failure


def test_many_processes_left_behind_that_fork_on(recorded: Recording) -> None:
    run = recorded(
        """
        # concurdocs: grace = 0.3
        import os, signal, subprocess, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for _ in range(10):
            subprocess.Popen(["sleep", "1000"], start_new_session=True)
        if os.fork() == 0:
            while True:  # a chain in which each one ends as soon as it has a successor
                time.sleep(0.001)
                if os.fork():
                    os._exit(0)
        """
    )

    assert "leftover" == failure(run)[0]


def test_other_children_of_the_recording_process_are_left_alone(recorded: Recording) -> None:
    # A shell that ends during the run, whereupon its child becomes an orphan.
    shell = "sleep 1000 & echo $!; exec 1>&-; sleep 0.2"
    with (
        subprocess.Popen(["sleep", "1000"]) as other,
        subprocess.Popen(["sh", "-c", shell], stdout=subprocess.PIPE) as parent,
    ):
        assert parent.stdout is not None
        orphan = int(parent.stdout.readline())
        try:
            recorded.leave_alone = {orphan}
            run = recorded("import time; time.sleep(0.6)")

            assert None is run.failure
            assert [run.main] == list(run.processes)
            assert None is other.poll()
            assert 0 == parent.wait()
            os.kill(orphan, 0)
        finally:
            other.kill()
            os.kill(orphan, 9)


def test_an_error_while_recording_leaves_nothing_behind(recorded: Recording) -> None:
    def refuse(_: int, __: bytes) -> None:
        message = "no room"
        raise OSError(message)

    with pytest.raises(OSError, match="no room"):
        recorded(
            """
            import subprocess, time
            subprocess.Popen(["sleep", "1000"], start_new_session=True)
            print("x", flush=True)
            time.sleep(1000)
            """,
            on_output=refuse,
        )

    assert [] == marked_processes(recorded.mark)


def test_ending_everything_waits_for_it() -> None:
    with adopting_orphans():
        table = LinuxProcessTable()
        process = subprocess.Popen([sys.executable, "-c", DAEMON], stdout=subprocess.DEVNULL)
        process.wait()
        begin = time.monotonic()
        end_all(table)
        assert [] == table.pids()
        assert time.monotonic() - begin < 9
        table.close()
