"""Scripts that end badly: one clear failure each, with the line where it happened."""

from __future__ import annotations

import sys

import pytest

from helpers.recordings import Recording, failure, texts


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
