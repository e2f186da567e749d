"""The output of a run: complete, in order, and in the block that ran."""

from __future__ import annotations

import pytest

from helpers.recordings import Recording, every_start_method, good_texts, texts


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
