"""The output of a run: complete, in order, and told by the process that wrote it."""

from __future__ import annotations

from collections import Counter

import pytest

from concurdocs.runs import Role
from helpers.recordings import Recording, every_start_method, good_texts, misattributed, texts


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

    assert ["a", "b", "c", "main"] == sorted(text.split()[0] for text in good_texts(run))
    assert "main in" == good_texts(run)[-1][:7]
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

    assert 21 == len(good_texts(run))
    assert [] == misattributed(run, r"by (\d+)")
    assert f"2470 in main by {run.main.pid}" == good_texts(run)[-1]
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
        text.rsplit(" ", 1)[0] for text in good_texts(run)
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

    assert ["one two", "child", "three four", "five"] == good_texts(run)
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

    assert ["caf\\xe9", "进程 ü €", "进", "<b>&amp;\0\x1b[1m\r", "", "进程"] == good_texts(run)


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

    assert 50_000 == len(good_texts(run))
    assert [] == misattributed(run, r"^(\d+) says \d+ of a thousand$")
    expected = [f"{number} of a thousand" for number in range(1000)]
    said: dict[int, list[str]] = {}
    for line in run.lines:
        said.setdefault(line.pid, []).append(line.text.split(" says ")[1])
    assert [expected] * 50 == list(said.values())


def test_a_flood_is_kept_whole(recorded: Recording) -> None:
    run = recorded("for number in range(200_000): print(number)\n")

    assert None is run.failure
    assert [str(number) for number in range(200_000)] == texts(run)


@every_start_method
def test_children_that_outlive_the_last_block(recorded: Recording, method: str) -> None:
    run = recorded(
        """
        import atexit
        import time
        from multiprocessing import Pipe, Process

        def late(receiver):
            receiver.recv()
            time.sleep(0.1)
            print("late")

        if __name__ == "__main__":
            atexit.register(print, "at exit")
            receiver, sender = Pipe(duplex=False)
            Process(target=late, args=(receiver,)).start()
        # %%
        if __name__ == "__main__":
            print("last block")
            sender.send("now")
        """,
        method,
    )

    # multiprocessing's own exit handler joins the child.
    assert ["at exit", "last block", "late"] == sorted(good_texts(run))
    assert ["last block", "late"] == [text for text in good_texts(run) if text != "at exit"]
    assert {1} == {line.block for line in run.lines}


def test_children_never_joined_outlive_the_script(recorded: Recording) -> None:
    run = recorded(
        """
        import os
        import subprocess

        # What the script's process alone can write into is at its end when that has gone.
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.close(writer)
            os.read(reader, 1)
            print("fork", flush=True)
            os._exit(0)
        subprocess.Popen(["sh", "-c", "read line; echo program"], stdin=reader)
        print("main")
        """
    )

    first, *others = good_texts(run)
    assert "main" == first
    assert ["fork", "program"] == sorted(others)


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

    assert ["a", "b", "c"] == good_texts(run)
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

    assert ["half a li", "main"] == good_texts(run)


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
    assert [f"{begun} child", f"{begun} parent"] == good_texts(run)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("terminal", ["lost", "first", "between", "last"]),
        ("pipe", ["between", "first", "last"]),
    ],
)
def test_python_writes_lines_as_to_what_the_script_asks_for(
    recorded: Recording, output: str, expected: list[str]
) -> None:
    run = recorded(
        f"""
        # concurdocs: output = {output}
        import os, subprocess
        if os.fork() == 0:
            print("lost")  # if Python has it in its buffer when the process ends
            os._exit(0)
        os.wait()
        print("first")
        subprocess.run(["echo", "between"])
        print("last")
        """
    )

    assert expected == good_texts(run)


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

    _, shell = good_texts(run)
    assert f"main\n{shell}\n".encode() == b"".join(data for _, data in heard)
    assert {run.main.pid, int(shell)} == {pid for pid, _ in heard}


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

    assert ["child", "main"] == good_texts(run)
    assert Counter({0: 2}) == Counter(line.pid for line in run.lines)
    assert not run.attributed
    assert "" == run.process(0).name
