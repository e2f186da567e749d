"""Scripts that go wrong: each is one clear failure, and nothing of it stays alive."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from concurdocs.recording import _recorder
from concurdocs.recording.processes._cleanup import adopting_orphans, end_all
from concurdocs.recording.processes._linux import LinuxProcessTable
from concurdocs.recording.processes._sampler import Sampler
from concurdocs.recording.processes._table import ProcessSample
from concurdocs.runs import State
from helpers.recordings import Recording, marked_processes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurdocs.runs import Run


@pytest.fixture
def recorded(tmp_path: Path) -> Recording:
    """Record a script given as text; afterwards no process of it may be left."""
    return Recording(tmp_path)


def failure(run: Run) -> tuple[str, int, int]:
    """Return kind, line and block of a failure."""
    assert run.failure is not None
    assert "" != run.failure.message
    assert "\n" not in run.failure.message
    return run.failure.kind, run.failure.line, run.failure.block


def texts(run: Run) -> list[str]:
    return [line.text for line in run.lines]


# -- The script's own end -------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "status", "name"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", -11, "SIGSEGV"),
        ("os.abort()", -6, "SIGABRT"),
        ("os.kill(os.getpid(), signal.SIGKILL)", -9, "SIGKILL"),
        ("os.killpg(0, signal.SIGKILL)", -9, "SIGKILL"),
    ],
)
def test_death_by_a_signal(recorded: Recording, statement: str, status: int, name: str) -> None:
    run = recorded(
        f"""
        import os, signal, subprocess  # concurdocs: grace = 0.3
        print("before")
        # %%
        child = subprocess.Popen(["sleep", "1000"])
        def die():
            {statement}
        die()
        # %%
        print("never")
        """
    )

    # SIGKILL leaves no time to say where: the line is the block's then.
    line = 3 if name == "SIGKILL" else 6
    assert ("crash", line, 1) == failure(run)
    assert run.failure is not None
    assert name in run.failure.message
    assert status == run.exit_status
    # faulthandler writes the stack elsewhere, not into the output.
    assert ["before"] == texts(run)


def test_an_exception(recorded: Recording) -> None:
    run = recorded(
        """
        def divide(number):
            return 1 / number
        # %%
        divide(0)
        # %%
        print("never")
        """
    )

    assert ("exception", 2, 1) == failure(run)
    assert run.failure is not None
    assert "ZeroDivisionError: division by zero" == run.failure.message
    assert 1 == run.exit_status
    assert "ZeroDivisionError: division by zero" == texts(run)[-1]
    assert [True, True, False] == [block.begin is not None for block in run.blocks]


def test_a_syntax_error(recorded: Recording) -> None:
    run = recorded(
        """
        print("fine")
        # %%
        def broken(:
            pass
        """
    )

    assert ("exception", 3, 1) == failure(run)
    assert "fine" == texts(run)[0]
    assert "SyntaxError: " == texts(run)[-1][:13]


@pytest.mark.parametrize(
    ("end", "status"), [("sys.exit()", 0), ("sys.exit(3)", 3), ("sys.exit('no')", 1)]
)
def test_an_exit_before_the_last_block(recorded: Recording, end: str, status: int) -> None:
    run = recorded(f"import sys\n{end}\n# %%\nprint('never')\n")

    assert ("exit", 2, 0) == failure(run)
    assert status == run.exit_status
    assert (["no"] if status == 1 else []) == texts(run)


def test_an_exit_in_the_last_block(recorded: Recording) -> None:
    assert None is recorded("print(1)\n# %%\nraise SystemExit").failure
    assert ("exit", 3, 1) == failure(recorded("print(1)\n# %%\nraise SystemExit(2)"))


@pytest.mark.parametrize("status", [0, 5])
def test_an_end_that_runs_nothing(recorded: Recording, status: int) -> None:
    run = recorded(f"import os\n# %%\nprint('here', flush=True)\nos._exit({status})\n")

    assert ("exit", 2, 1) == failure(run)
    assert status == run.exit_status
    assert ["here"] == texts(run)


def test_an_exit_handler_that_ends_the_script_badly(recorded: Recording) -> None:
    run = recorded("import atexit, os\natexit.register(os._exit, 7)\nprint('last')\n")

    assert ("exit", 3, 0) == failure(run)
    assert 7 == run.exit_status


def test_a_script_that_becomes_another_program(recorded: Recording) -> None:
    run = recorded(
        """
        import os  # concurdocs: grace = 0.3
        # %%
        os.execv("/bin/sh", ["sh", "-c", "echo another $$; sleep 1000 & exit 0"])
        # %%
        print("never")
        """
    )

    assert ("exit", 2, 1) == failure(run)
    assert [f"another {run.main.pid}"] == texts(run)


def test_a_script_that_closes_its_output(recorded: Recording) -> None:
    run = recorded(
        """
        import os, sys
        print("one")
        os.close(1)
        os.close(2)
        # %%
        sys.stdout = None
        # %%
        print("nowhere")
        """
    )

    assert None is run.failure
    assert ["one"] == texts(run)


def test_a_script_that_closes_all_it_can(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        print("one")
        os.closerange(3, 1024)
        # %%
        print("never")
        """
    )

    assert "exit" == failure(run)[0]
    assert "one" == texts(run)[0]


# -- Forks ----------------------------------------------------------------------------


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


def test_a_forked_child_that_raises(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        if os.fork() == 0:
            raise ValueError("in the child")
        print(os.waitstatus_to_exitcode(os.wait()[1]))
        """
    )

    assert None is run.failure
    assert [
        "Traceback (most recent call last):",
        '  File "script.py", line 3, in <module>',
        '    raise ValueError("in the child")',
        "ValueError: in the child",
        "1",
    ] == texts(run)


@pytest.mark.filterwarnings("default")
def test_a_fork_in_a_thread(recorded: Recording) -> None:
    run = recorded(
        """
        import os, threading, warnings
        warnings.simplefilter("ignore")
        def fork():
            pid = os.fork()
            if pid == 0:
                print("child", flush=True)
                os._exit(0)
            os.waitpid(pid, 0)
        thread = threading.Thread(target=fork)
        thread.start()
        thread.join()
        print("main")
        """
    )

    assert None is run.failure
    assert ["child", "main"] == texts(run)


# -- Hanging and outliving ------------------------------------------------------------


def test_a_hang(recorded: Recording) -> None:
    run = recorded(
        """
        # concurdocs: time_limit = 0.5
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
    assert f"after 0.5 s, the time limit (alive: main (pid {run.main.pid}, sleeping))" in (
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
        # concurdocs: time_limit = 0.5
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


# -- Floods ---------------------------------------------------------------------------


def test_a_flood_is_kept_whole(recorded: Recording) -> None:
    run = recorded("for number in range(200_000): print(number)\n")

    assert None is run.failure
    assert [str(number) for number in range(200_000)] == texts(run)


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


# -- Children that fail ---------------------------------------------------------------

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


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            "process = context.Process(target=print); process.start(); process.join()",
            ("child failed", 4, 0),
        ),
        (
            "print(ProcessPoolExecutor(1, mp_context=context).submit(abs, -3).result())",
            ("exception", 4, 0),
        ),
        (
            "one = context.Process(target=print); one.start(); one.join(); sys.exit(one.exitcode)",
            ("exit", 4, 0),
        ),
    ],
)
def test_a_missing_guard_is_named_as_the_cause(
    recorded: Recording, method: str, work: str, expected: tuple[str, int, int]
) -> None:
    script = f"""
        from concurrent.futures import ProcessPoolExecutor
        import multiprocessing, sys
        context = multiprocessing.get_context("{method}")
        {{}}
        """
    bad = recorded(script.format(work))
    good = recorded(script.format(f"if __name__ == '__main__': {work}"))

    assert expected == failure(bad)
    assert bad.failure is not None
    hint = "; a child imports the script, so start processes below \"if __name__ == '__main__':\""
    assert bad.failure.message.endswith(hint)
    assert ".;" not in bad.failure.message
    assert None is good.failure


@pytest.mark.parametrize("failing", ["", "# concurdocs: failing_children = true"])
def test_what_other_programs_say_is_no_cause(
    recorded: Recording, tmp_path: Path, failing: str
) -> None:
    (tmp_path / "unguarded.py").write_text(
        "import multiprocessing\ncontext = multiprocessing.get_context('spawn')\n"
        "process = context.Process(target=print)\nprocess.start()\nprocess.join()\n",
        encoding="utf-8",
    )

    run = recorded(
        f"""
        import pathlib, subprocess, sys {failing}
        subprocess.run([sys.executable, {str(tmp_path / "unguarded.py")!r}])
        raise ValueError("wait for it...")
        """
    )

    assert any("bootstrapping phase" in text for text in texts(run))
    assert run.failure is not None
    assert "ValueError: wait for it..." == run.failure.message


def test_an_unguarded_pool_hangs_and_is_told_why(recorded: Recording) -> None:
    run = recorded(
        """
        import multiprocessing  # concurdocs: time_limit = 2
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            pool.map(abs, [1])
        """
    )

    assert ("time limit", 3, 0) == failure(run)
    assert run.failure is not None
    assert run.failure.message.endswith("below \"if __name__ == '__main__':\"")


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


# -- The process that records ---------------------------------------------------------


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


def test_an_interpreter_that_is_missing(
    recorded: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/no-python")
    with pytest.raises(OSError, match="no-python"):
        recorded("print()")


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


def test_a_process_that_was_missed_once_has_not_ended() -> None:
    class Gaps:
        """A table that does not see its process the second time."""

        looks = 0

        def snapshot(self) -> Iterator[ProcessSample]:
            self.looks += 1
            if self.looks != 2:
                yield ProcessSample(4711, os.getpid(), State.RUNNING, 0, 0.0, 0)

        def command(self, _: int) -> tuple[str, ...]:
            return ("some", "command")

    sampler = Sampler(Gaps(), 4711, os.getpid())  # type: ignore[arg-type]
    for _ in range(2):
        sampler.sample()
    assert None is not sampler.observed[4711].ended
    sampler.sample()
    assert None is sampler.observed[4711].ended


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
