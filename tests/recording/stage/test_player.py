"""A script on the stage finds an interpreter like its own, and ends as it would there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.recordings import Recording, every_start_method, good_texts, texts


def test_the_script_finds_what_python_would_give_it(recorded: Recording) -> None:
    text = """
    '''What the script is for.'''
    from __future__ import annotations
    # %%
    import os, sys
    def show():
        x: nowhere = 1
        print(__name__, __doc__, __spec__, __file__, sys.argv, sys.path[0], os.getcwd())
        print(sorted(globals()))
        print(sys.modules["__main__"].show is show, show.__module__, sys.stdin.read())
        print(sys.flags.dev_mode, show.__code__.co_firstlineno)
    show()
    def annotated(value: undefined): ...
    """

    run = recorded(text, arguments=("-x", "two words"))

    recorded.script.chmod(0o600)
    plain = subprocess.run(
        [sys.executable, recorded.script, "-x", "two words"],
        stdin=subprocess.DEVNULL, capture_output=True, check=True, cwd=recorded.folder, text=True,
    )  # fmt: skip
    expected = plain.stdout.replace(f"'{recorded.script}'", "'script.py'")
    expected = expected.replace(f"{recorded.script}", "script.py").replace(
        str(recorded.folder), "."
    )
    assert expected.splitlines() == good_texts(run)
    assert ("-x", "two words") == run.arguments


def test_the_stage_imports_next_to_nothing(recorded: Recording) -> None:
    text = "import sys\nprint(*sorted(sys.modules))\n"

    run = recorded(text)

    plain = subprocess.run(
        [sys.executable, recorded.script], capture_output=True, check=True, text=True
    )
    allowed = {"__future__", "faulthandler", "_ast"}
    if sys.version_info >= (3, 13):
        allowed.add("linecache")  # of `python -c`
    assert set() == set(good_texts(run)[0].split()) - set(plain.stdout.split()) - allowed


def test_the_stage_has_one_thread_and_no_extra_descriptor_for_programs(
    recorded: Recording,
) -> None:
    run = recorded(
        """
        import os, subprocess, sys
        print(len(os.listdir("/proc/self/task")), "thread")
        code = "import os; print(sorted(os.listdir('/proc/self/fd')))"
        subprocess.run([sys.executable, "-c", code], close_fds=False)
        """
    )

    # The fourth is the one by which listdir() reads.
    assert ["1 thread", "['0', '1', '2', '3']"] == good_texts(run)


@pytest.mark.filterwarnings("default")
def test_no_warning_about_fork_and_threads(recorded: Recording) -> None:
    run = recorded(
        """
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import Process
        process = Process(target=print, args=("child",))
        process.start()
        process.join()
        with ProcessPoolExecutor(2) as executor:
            print(list(executor.map(abs, [-1, -2])))
        """,
        "fork",
        environment={"PYTHONWARNINGS": "always"},
    )

    assert ["child", "[1, 2]"] == good_texts(run)


def test_the_script_may_still_choose_its_start_method(recorded: Recording) -> None:
    run = recorded(
        """
        import multiprocessing
        if __name__ == "__main__":
            multiprocessing.set_start_method("fork")
            print(multiprocessing.get_start_method())
        """,
        "spawn",
    )

    assert ["fork"] == good_texts(run)
    assert "fork" == run.environment.start_method


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


@every_start_method
def test_tracebacks_show_the_script_and_nothing_of_the_stage(
    recorded: Recording, method: str
) -> None:
    run = recorded(
        """
        # concurdocs: failing_children = true
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import Process
        import traceback

        def fail():
            raise ValueError("on purpose")

        if __name__ == "__main__":
            process = Process(target=fail, name="failing")
            process.start()
            process.join()
            with ProcessPoolExecutor(1) as executor:
                try:
                    executor.submit(fail).result()
                except ValueError:
                    traceback.print_exc()
            traceback.print_stack()
            print(__file__)
        """,
        method,
    )

    output = "\n".join(good_texts(run))
    assert "Process failing:" in output
    assert 2 == output.count('File "script.py", line 7, in fail')
    assert 1 == output.count('File "script.py", line 18, in <module>')
    assert [] == [text for text in good_texts(run) if "stage" in text or "<string>" in text]
    assert "script.py" == good_texts(run)[-1]
    assert str(recorded.folder) not in output


def test_an_uncaught_exception_looks_as_it_does_without_the_stage(recorded: Recording) -> None:
    run = recorded(
        """
        def outer():
            inner()

        def inner():
            try:
                1 / 0
            except ZeroDivisionError as error:
                raise RuntimeError("no") from error

        # %%
        outer()
        """
    )

    plain = subprocess.run(
        [sys.executable, recorded.script.name],
        capture_output=True, check=False, cwd=recorded.folder, text=True,
    )  # fmt: skip
    expected = plain.stderr.replace(f"{recorded.folder}/", "").splitlines()
    assert expected == [line.text for line in run.lines]
    assert plain.returncode == run.exit_status


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
