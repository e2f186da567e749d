"""The output of a run, told by the process that wrote it, whatever kind of process it is."""

from __future__ import annotations

from collections import Counter

import pytest

from concurdocs.runs import Role
from helpers.recordings import Recording, every_start_method, good_texts, misattributed


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
