"""The table of processes that reads ``/proc``."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.recording.processes import adopting_orphans, end_all
from concurdocs.recording.processes._linux import LinuxProcessTable

if TYPE_CHECKING:
    from helpers.recordings import Recording


def test_more_processes_than_files_may_be_open(recorded: Recording) -> None:
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = len(list(Path("/proc/self/fd").iterdir()))
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(opened + 20, 230), limit[1]))
    try:
        run = recorded(
            """
            import os, time
            children = []
            for _ in range(150):
                children.append(os.fork())
                if children[-1] == 0:
                    time.sleep(1)
                    os._exit(0)
            for child in children:
                os.waitpid(child, 0)
            print("done")
            """
        )
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limit)

    assert None is run.failure
    assert 151 == len(run.processes)
    assert all(process.parent == run.main.pid for process in run.processes[1:])


def test_a_parent_that_ends_while_it_is_looked_at_hides_no_child() -> None:
    class Unlucky(LinuxProcessTable):
        """Looks at a process just when it ends."""

        victim = 0

        def _stat(self, pid: int, task: str = "") -> list[str]:
            if pid == self.victim:
                self.victim = 0
                os.kill(pid, 9)
                os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            return super()._stat(pid, task)

    with adopting_orphans():
        table = Unlucky()
        command = ["sh", "-c", "sleep 1000 & echo $!; wait"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
            assert parent.stdout is not None
            child = int(parent.stdout.readline())
            table.victim = parent.pid
            assert child in table.pids()
            end_all(table, keep=parent.pid)
        table.close()
    assert not Path(f"/proc/{child}").exists()
