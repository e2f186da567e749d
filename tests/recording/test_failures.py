"""Scripts that go wrong: each is one clear failure, with the line where it happened."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from helpers.recordings import Recording, failure, texts

if TYPE_CHECKING:
    from pathlib import Path

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


def test_an_interpreter_that_is_missing(
    recorded: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/no-python")
    with pytest.raises(OSError, match="no-python"):
        recorded("print()")


# -- Children -------------------------------------------------------------------------


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
