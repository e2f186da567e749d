"""Calls of the script on processes, futures and results."""

from __future__ import annotations

from concurdocs.runs import CallName, Role
from helpers.recordings import Recording, every_start_method, named


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
            future = executor.submit(time.sleep, 0.5)
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
