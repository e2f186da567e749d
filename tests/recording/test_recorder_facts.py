"""What the record says of processes, calls, blocks and states."""

from __future__ import annotations

import multiprocessing
import os
import platform
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from concurdocs.runs import CallName, Role, Run, State
from helpers.recordings import Recording

if TYPE_CHECKING:
    from pathlib import Path

    from concurdocs.runs import Process

every_start_method = pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())


@pytest.fixture
def recorded(tmp_path: Path) -> Recording:
    """Record a script given as text; afterwards no process of it may be left."""
    return Recording(tmp_path)


def named(run: Run, name: str) -> Process:
    """Return the one process of this name."""
    found = [process for process in run.processes if process.name == name]
    assert 1 == len(found)
    return found[0]


@every_start_method
def test_processes_and_calls(recorded: Recording, method: str) -> None:
    run = recorded(
        """
        import sys
        import time
        from multiprocessing import Process

        if __name__ == "__main__":
            ann = Process(target=time.sleep, args=(0.3,), name="ann")
            bo = Process(target=time.sleep, args=(1000,), name="bo")
            ann.start()
            bo.start()
        # %% wait
        if __name__ == "__main__":
            ann.join()
            bo.terminate()
            bo.join()
            bo.kill()
        """,
        method,
    )

    assert None is run.failure
    assert method == run.environment.start_method
    main, ann, bo = run.main, named(run, "ann"), named(run, "bo")
    assert ("main", "main", None, 0.0, 0) == (
        main.name, main.role, main.parent, main.start, main.exit_status,
    )  # fmt: skip
    assert run.total == main.end
    assert [("process", 0, 8), ("process", -15, 9)] == [
        (one.role, one.exit_status, one.line) for one in (ann, bo)
    ]
    helpers = {
        "fork": [],
        "spawn": ["resource tracker"],
        "forkserver": ["forkserver", "resource tracker"],
    }
    assert helpers[method] == sorted(
        one.role for one in run.processes if one.pid not in {main.pid, ann.pid, bo.pid}
    )
    parent = main if method != "forkserver" else named(run, "forkserver")
    assert [parent.pid, parent.pid] == [ann.parent, bo.parent]
    assert [
        ("start", ann.pid, 8),
        ("start", bo.pid, 9),
        ("join", ann.pid, 12),
        ("terminate", bo.pid, 13),
        ("join", bo.pid, 14),
        ("kill", bo.pid, 15),
    ] == [(call.function, call.target, call.line) for call in run.calls]
    assert {(main.pid, "MainThread")} == {(call.pid, call.thread) for call in run.calls}
    moments = [(call.begin, call.end or -1.0) for call in run.calls]
    assert sorted(moments) == moments
    joining = run.calls[2]
    assert joining.end is not None
    assert ann.end is not None
    assert joining.begin < ann.end
    assert run.blocks[1].begin is not None
    assert run.blocks[1].begin <= joining.begin


def test_calls_on_futures_and_results(recorded: Recording) -> None:
    run = recorded(
        """
        import threading
        import time
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import Pool

        with ProcessPoolExecutor(1) as executor:
            future = executor.submit(time.sleep, 0.2)
            future.result()
            thread = threading.Thread(target=future.result, name="helper")
            thread.start()
            thread.join()
        with Pool(1) as pool:
            pool.apply_async(abs, (1,)).get()
        """,
        "fork",
    )

    assert [("result", 8, "MainThread"), ("get", 13, "MainThread")] == [
        (call.function, call.line, call.thread)
        for call in run.calls
        if call.function in {CallName.RESULT, CallName.GET} and call.thread == "MainThread"
    ]
    assert [None] == [
        call.line
        for call in run.calls
        if call.function == CallName.RESULT and call.thread == "helper"
    ]
    result = next(call for call in run.calls if call.function == CallName.RESULT)
    assert result.target is None
    assert result.end is not None
    assert result.end - result.begin > 0.1
    assert 2 == sum(process.role == Role.WORKER for process in run.processes)


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
                time.sleep(0.2)
                os._exit(0)
            os.wait()
            subprocess.run(["sleep", "0.2"])
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
                time.sleep(0.2)
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


def test_blocks_and_total(recorded: Recording) -> None:
    run = recorded(
        """
        import time
        # %% nap
        time.sleep(0.2)

        # %% rest
        time.sleep(0.1); print("done")
        """
    )

    assert [("", 1, 1), ("nap", 2, 3), ("rest", 5, 6)] == [
        (block.name, block.first_line, block.last_line) for block in run.blocks
    ]
    times = [time for block in run.blocks for time in (block.begin, block.end)]
    known = [time for time in times if time is not None]
    assert 6 == len(known)
    assert [0.0, *sorted(known[1:])] == known
    assert known[3] - known[2] >= 0.2
    assert run.total >= known[5]
    assert run.lines[0].time >= known[4] + 0.1


def test_the_environment(recorded: Recording) -> None:
    before = time.time()
    run = recorded("import time; time.sleep(0.1)")

    where = run.environment
    assert [platform.python_version(), platform.python_implementation(), "Linux"] == [
        where.python, where.implementation, where.system,
    ]  # fmt: skip
    assert (os.cpu_count(), tuple(sorted(os.sched_getaffinity(0)))) == (
        where.cpus, where.usable_cpus,
    )  # fmt: skip
    assert "script.py" == run.script
    assert before - 1 < run.made_at < time.time()
    assert 0 < run.sampling_interval < 0.5
    assert run.peak_memory >= (run.main.peak_memory or 0) > 1_000_000


def test_a_zombie_is_seen_until_it_is_joined(recorded: Recording) -> None:
    run = recorded(
        """
        import time
        from multiprocessing import Process
        child = Process(target=print, args=("child",), name="child")
        child.start()
        time.sleep(0.5)
        child.join()
        time.sleep(0.2)
        """,
        "fork",
    )

    child = named(run, "child")
    zombie = [one for one in run.states if (one.pid, one.state) == (child.pid, "zombie")]
    assert 1 == len(zombie)
    assert zombie[0].end - zombie[0].begin > 0.2
    join = next(call for call in run.calls if call.function == CallName.JOIN)
    assert join.end is not None
    assert zombie[0].begin < join.begin
    assert child.end is not None
    assert child.end <= zombie[0].begin
    assert not [one for one in run.states if one.pid == child.pid and one.begin > join.end + 0.1]


def test_burners_bound_to_one_cpu_run_there_and_sleepers_sleep(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        import time
        from multiprocessing import Process

        def burn():
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
            end = time.process_time() + 0.3
            while time.process_time() < end:
                pass

        processes = [Process(target=burn, name=name) for name in ("a", "b")]
        processes.append(Process(target=time.sleep, args=(0.6,), name="sleeper"))
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        """,
        "fork",
    )

    cpu = min(os.sched_getaffinity(0))
    for name in "ab":
        pid = named(run, name).pid
        # Until it has bound itself it may be elsewhere: at most the first look.
        running = [one for one in run.states if (one.pid, one.state) == (pid, "running")]
        on_cpu = sum(one.end - one.begin for one in running if one.cpu == cpu)
        assert on_cpu > 0.8 * sum(one.end - one.begin for one in running) > 0
        used = named(run, name).cpu_time
        assert used is not None
        assert 0.1 < used < 1
    both = [named(run, name) for name in "ab"]
    ends = [one.end for one in both if one.end is not None]
    assert max(ends) - min(one.start for one in both) > 0.55
    sleeper = named(run, "sleeper")
    asleep = [one for one in run.states if (one.pid, one.state) == (sleeper.pid, "sleeping")]
    assert sum(one.end - one.begin for one in asleep) > 0.4
    assert (sleeper.cpu_time or 0.0) < 0.2


def test_states_of_a_process_follow_one_another(recorded: Recording) -> None:
    run = recorded(
        """
        import os, signal, time
        if os.fork() == 0:
            time.sleep(0.4)
            os.kill(os.getpid(), signal.SIGSTOP)
            os._exit(0)
        time.sleep(1.0)
        os.kill(int(open("/proc/self/task/%d/children" % os.getpid()).read()),
                signal.SIGCONT)
        time.sleep(0.5)
        os.wait()
        """
    )

    assert None is run.failure
    child = run.processes[1]
    states = [one for one in run.states if one.pid == child.pid]
    # At times it may run, or wait for its memory, in between.
    expected = ["sleeping", "stopped", "zombie"]
    assert expected == [
        state for state in dict.fromkeys(one.state for one in states) if state in expected
    ]
    for one, following in pairwise(states):
        assert one.end == following.begin
    assert all(one.begin < one.end for one in run.states)


def test_a_busy_thread_counts_as_running(recorded: Recording) -> None:
    run = recorded(
        """
        import threading, time
        def burn():
            end = time.process_time() + 0.3
            while time.process_time() < end:
                pass
        thread = threading.Thread(target=burn)
        thread.start()
        thread.join()
        """
    )

    running = [one for one in run.states if one.state == State.RUNNING]
    assert sum(one.end - one.begin for one in running) > 0.15


def test_imported_files_are_known(recorded: Recording) -> None:
    (recorded.folder / "helper.py").write_text("VALUE = 42\n", encoding="utf-8")

    run = recorded("import json, helper; print(helper.VALUE)")

    assert ["42"] == [line.text for line in run.lines]
    assert (str(recorded.folder / "helper.py"),) == run.depends_on


def test_a_recorded_run_survives_saving(recorded: Recording, tmp_path: Path) -> None:
    run = recorded(
        """
        print("x")
        # %% second
        from multiprocessing import Process
        process = Process(target=print, args=("y",))
        process.start()
        process.join()
        """,
        "fork",
    )

    run.save(tmp_path / "run.json")

    assert run == Run.load(tmp_path / "run.json")


def test_the_interpreter_ends_as_after_any_script(recorded: Recording) -> None:
    # The executor's thread ends while __main__ is cleared; what the stage kept of it
    # would come too late for that.
    run = recorded(
        """
        import time
        from concurrent.futures import ProcessPoolExecutor

        if __name__ == "__main__":
            executor = ProcessPoolExecutor(2)
            futures = [executor.submit(time.sleep, 0.1) for _ in range(4)]
            print("last line")
        """
    )

    assert ["last line"] == [line.text for line in run.lines]
