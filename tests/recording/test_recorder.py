"""The recorder with well-behaved scripts: complete output, and who wrote it."""

from __future__ import annotations

import multiprocessing
import os
import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from concurdocs.recording import CodeBlock, record
from concurdocs.runs import Role
from helpers.recordings import Recording

if TYPE_CHECKING:
    from pathlib import Path

    from concurdocs.runs import Run

every_start_method = pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())


@pytest.fixture
def recorded(tmp_path: Path) -> Recording:
    """Record a script given as text; afterwards no process of it may be left."""
    return Recording(tmp_path)


def texts(run: Run) -> list[str]:
    """Return the lines of a run that went well."""
    assert run.failure is None
    assert 0 == run.exit_status
    return [line.text for line in run.lines]


def misattributed(run: Run, pattern: str) -> list[str]:
    """Return the lines whose text names another process than the one that wrote them."""
    return [
        line.text
        for line in run.lines
        if (match := re.search(pattern, line.text)) is None or int(match[1]) != line.pid
    ]


# -- Ways to write --------------------------------------------------------------------


@every_start_method
def test_processes_with_functions_of_the_script(recorded: Recording, method: str) -> None:
    run = recorded(
        """
        import os
        from multiprocessing import Process

        def greet(name):
            print(name, "in", os.getpid())

        if __name__ == "__main__":
            processes = [Process(target=greet, args=(name,)) for name in "abc"]
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            print("main in", os.getpid())
        """,
        method,
    )

    assert ["a", "b", "c", "main"] == sorted(text.split()[0] for text in texts(run))
    assert "main in" == texts(run)[-1][:7]
    assert [] == misattributed(run, r"in (\d+)")
    assert 4 == len({line.pid for line in run.lines})


@every_start_method
@pytest.mark.parametrize(
    "pool",
    ["multiprocessing.Pool(2)", "concurrent.futures.ProcessPoolExecutor(2)"],
    ids=["Pool", "ProcessPoolExecutor"],
)
def test_pools(recorded: Recording, method: str, pool: str) -> None:
    run = recorded(
        f"""
        import concurrent.futures
        import multiprocessing
        import os

        def square(number):
            print("squared by", os.getpid())
            return number * number

        if __name__ == "__main__":
            with {pool} as pool:
                print(sum(pool.map(square, range(20))), "in main by", os.getpid())
        """,
        method,
    )

    assert 21 == len(texts(run))
    assert [] == misattributed(run, r"by (\d+)")
    assert f"2470 in main by {run.main.pid}" == texts(run)[-1]
    assert 2 == sum(process.role == Role.WORKER for process in run.processes)


def test_other_programs_and_bare_descriptors(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        import subprocess
        import sys

        subprocess.run(["sh", "-c", "echo shell $$; echo error $$ >&2"])
        subprocess.run([sys.executable, "-c", "import os; print('python', os.getpid())"])
        os.write(1, f"raw {os.getpid()}\\n".encode())
        os.write(2, f"raw error {os.getpid()}\\n".encode())
        os.system("echo system $$")
        print("print", os.getpid(), file=sys.stderr)
        """
    )

    assert ["shell", "error", "python", "raw", "raw error", "system", "print"] == [
        text.rsplit(" ", 1)[0] for text in texts(run)
    ]
    assert [] == misattributed(run, r"(\d+)$")


def test_output_without_a_newline(recorded: Recording) -> None:
    run = recorded(
        """
        import os

        print("one", end="", flush=True)
        if os.fork() == 0:
            os.write(1, b"child")
            os._exit(0)
        os.wait()
        os.write(1, b" two\\nthree")
        # %%
        print(" four")
        # %%
        print("five", end="")
        """
    )

    assert ["one two", "child", "three four", "five"] == texts(run)
    assert [0, 0, 0, 2] == [line.block for line in run.lines]


def test_bytes_that_are_not_utf8_and_control_characters(recorded: Recording) -> None:
    run = recorded(
        r"""
        import os

        os.write(1, b"caf\xe9\n")
        os.write(1, "进程 ü €\n".encode())
        # A character in two pieces, with another process's output in between.
        os.write(1, b"\xe8\xbf")
        if os.fork() == 0:
            os.write(1, b"<b>&amp;\0\x1b[1m\r\n")
            os._exit(0)
        os.wait()
        os.write(1, b"\x9b\n\n")
        print("进程")
        """
    )

    assert ["caf\\xe9", "进程 ü €", "进", "<b>&amp;\0\x1b[1m\r", "", "进程"] == texts(run)


def test_many_processes_write_at_once(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        from multiprocessing import Process

        def chat():
            for number in range(1000):
                print(f"{os.getpid()} says {number} of a thousand")

        processes = [Process(target=chat) for _ in range(50)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        """,
        "fork",
    )

    assert 50_000 == len(texts(run))
    assert [] == misattributed(run, r"^(\d+) says \d+ of a thousand$")
    expected = [f"{number} of a thousand" for number in range(1000)]
    said: dict[int, list[str]] = {}
    for line in run.lines:
        said.setdefault(line.pid, []).append(line.text.split(" says ")[1])
    assert [expected] * 50 == list(said.values())


@every_start_method
def test_children_that_outlive_the_last_block(recorded: Recording, method: str) -> None:
    run = recorded(
        """
        import atexit
        import time
        from multiprocessing import Process

        def late():
            time.sleep(0.3)
            print("late")

        if __name__ == "__main__":
            atexit.register(print, "at exit")
            Process(target=late).start()
        # %%
        if __name__ == "__main__":
            print("last block")
        """,
        method,
    )

    # multiprocessing's own exit handler joins the child.
    assert ["at exit", "last block", "late"] == sorted(texts(run))
    assert ["last block", "late"] == [text for text in texts(run) if text != "at exit"]
    assert {1} == {line.block for line in run.lines}


def test_children_never_joined_outlive_the_script(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        import subprocess
        import time

        subprocess.Popen(["sh", "-c", "sleep 0.2; echo program"])
        if os.fork() == 0:
            time.sleep(0.3)
            print("fork", flush=True)
            os._exit(0)
        print("main")
        """
    )

    assert ["main", "program", "fork"] == texts(run)


def test_output_belongs_to_the_block_that_runs(recorded: Recording) -> None:
    run = recorded(
        """
        # %% first
        import subprocess
        print("a")
        child = subprocess.Popen(["sh", "-c", "read line; echo $line"], stdin=subprocess.PIPE)
        # %% second
        subprocess.run(["echo", "b"])
        # %% third
        child.communicate(b"c")
        """
    )

    assert ["a", "b", "c"] == texts(run)
    assert ["first", "second", "third"] == [run.blocks[line.block].name for line in run.lines]
    assert ["c"] == [line.text for line in run.lines_of_block(2)]


def test_a_child_that_dies_in_the_middle_of_a_line(recorded: Recording) -> None:
    run = recorded(
        """
        import os, signal
        if os.fork() == 0:
            os.write(1, b"half a li")
            os.kill(os.getpid(), signal.SIGKILL)
        os.wait()
        print("main")
        """
    )

    assert ["half a li", "main"] == texts(run)


def test_what_waits_in_a_buffer_is_written_by_each_process_as_on_a_terminal(
    recorded: Recording,
) -> None:
    # A line that isn't finished waits in the buffer, which fork() copies.
    run = recorded(
        """
        import os, sys
        print("begun by", os.getpid(), end=" ")
        if os.fork() == 0:
            print("child")
            sys.stdout.flush()
            os._exit(0)
        os.wait()
        print("parent")
        """
    )

    begun = f"begun by {run.main.pid}"
    assert [f"{begun} child", f"{begun} parent"] == texts(run)


@pytest.mark.parametrize(
    ("output", "expected", "is_together"),
    [("terminal", ["lost", "first", "last"], False), ("pipe", ["first", "last"], True)],
)
def test_python_writes_lines_as_to_what_the_script_asks_for(
    recorded: Recording, output: str, expected: list[str], *, is_together: bool
) -> None:
    run = recorded(
        f"""
        # concurdocs: output = {output}
        import os, time
        if os.fork() == 0:
            print("lost")  # if Python has it in its buffer when the process ends
            os._exit(0)
        os.wait()
        print("first")
        time.sleep(0.2)
        print("last")
        """
    )

    assert expected == texts(run)
    *_, first, last = run.lines
    assert is_together == (last.time - first.time < 0.1)


def test_on_output_hears_everything_as_it_comes(recorded: Recording) -> None:
    heard: list[tuple[int, bytes]] = []
    run = recorded(
        """
        import os
        print("main", flush=True)
        os.system("echo $$")
        """,
        on_output=lambda pid, data: heard.append((pid, data)),
    )

    _, shell = texts(run)
    assert f"main\n{shell}\n".encode() == b"".join(data for _, data in heard)
    assert {run.main.pid, int(shell)} == {pid for pid, _ in heard}


# -- The script's surroundings --------------------------------------------------------


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
    assert expected.splitlines() == texts(run)
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
    assert set() == set(texts(run)[0].split()) - set(plain.stdout.split()) - allowed


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
    assert ["1 thread", "['0', '1', '2', '3']"] == texts(run)


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

    assert ["child", "[1, 2]"] == texts(run)


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

    assert ["fork"] == texts(run)
    assert "fork" == run.environment.start_method


def test_values_of_last_expressions(recorded: Recording) -> None:
    recorded.script.write_text("40 + 2\n", encoding="utf-8")
    run = record(recorded.script, [CodeBlock("40 + 2\n", show=("_repr_html_", "__repr__"))])

    shown = run.blocks[0].displayed
    assert shown is not None
    assert ("builtins", "int", "__repr__", "42") == (
        shown.type_module,
        shown.type_name,
        shown.method,
        shown.text,
    )


# -- Tracebacks and paths -------------------------------------------------------------


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

    output = "\n".join(texts(run))
    assert "Process failing:" in output
    assert 2 == output.count('File "script.py", line 7, in fail')
    assert 1 == output.count('File "script.py", line 18, in <module>')
    assert [] == [text for text in texts(run) if "stage" in text or "<string>" in text]
    assert "script.py" == texts(run)[-1]
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


def test_folders_of_this_machine_are_named_as_asked(recorded: Recording) -> None:
    prefix = os.path.dirname(os.path.dirname(os.__file__))  # noqa: PTH120
    run = recorded(
        """
        import os
        print(os.__file__)
        print(__file__, os.path.dirname(__file__), __file__ + "/x", "/other" + __file__)
        """,
        path_names={prefix: "LIBRARY"},
    )

    other = f"/other{recorded.script}"
    assert [
        f"LIBRARY/{os.path.relpath(os.__file__, prefix)}",
        f"script.py . script.py/x {other}",
    ] == texts(run)


# -- Without attribution --------------------------------------------------------------


def test_where_the_platform_cannot_say_who_wrote(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        if os.fork() == 0:
            print("child", flush=True)
            os._exit(0)
        os.wait()
        print("main")
        """,
        attribute=False,
    )

    assert ["child", "main"] == texts(run)
    assert Counter({0: 2}) == Counter(line.pid for line in run.lines)
    assert not run.attributed
    assert "" == run.process(0).name
