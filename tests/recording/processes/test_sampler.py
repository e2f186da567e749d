"""States over time, from single looks."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING

from concurdocs.recording.processes import ProcessSample, Sampler
from concurdocs.runs import CallName, State
from helpers.recordings import Recording, named

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_zombie_is_seen_until_it_is_joined(recorded: Recording) -> None:
    run = recorded(
        """
        import os, time
        from multiprocessing import Process
        child = Process(target=print, args=("child",), name="child")
        child.start()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # it has ended
        time.sleep(0.5)
        child.join()
        time.sleep(0.2)
        """,
        "fork",
    )

    child = named(run, "child")
    zombie = [one for one in run.states if (one.pid, one.state) == (child.pid, "zombie")]
    assert 1 == len(zombie)
    assert zombie[0].end - zombie[0].begin > 0.1
    join = next(call for call in run.calls if call.function == CallName.JOIN)
    assert join.end is not None
    assert zombie[0].begin < join.begin
    assert child.end is not None
    assert child.end <= zombie[0].begin
    assert not [one for one in run.states if one.pid == child.pid and one.begin > join.end]


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
        assert on_cpu > 0.5 * sum(one.end - one.begin for one in running) > 0
    both = [named(run, name) for name in "ab"]
    ends = [one.end for one in both if one.end is not None]
    # On one CPU they take longer than either of them alone.
    assert max(ends) - min(one.start for one in both) > 0.4
    sleeper = named(run, "sleeper")
    looks = [one for one in run.states if one.pid == sleeper.pid and one.state != State.ZOMBIE]
    asleep = [one for one in looks if one.state == State.SLEEPING]
    assert sum(one.end - one.begin for one in asleep) > 0.5 * sum(
        one.end - one.begin for one in looks
    )
    burnt = [one.cpu_time for one in both if one.cpu_time is not None]
    assert 2 == len(burnt)
    assert min(burnt) > 2 * (sleeper.cpu_time or 0.0)


def test_states_of_a_process_follow_one_another(recorded: Recording) -> None:
    run = recorded(
        """
        import os, signal, time
        child = os.fork()
        if child == 0:
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGSTOP)
            os._exit(0)
        os.waitid(os.P_PID, child, os.WSTOPPED | os.WNOWAIT)
        time.sleep(0.5)
        os.kill(child, signal.SIGCONT)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
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
