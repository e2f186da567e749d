"""What recording costs: a script recorded, beside the same script run plainly.

Usage: python benchmarks/recorder_cost.py [--rounds N]

Each measurement alternates plain and recorded runs and takes the median of the ratios of
neighbouring ones, because a machine's speed drifts. Run it while nothing else is busy.

- CPU-bound work on all CPUs: wall time recorded / plain. At most 1.03 is wanted. On a machine
  that is busy otherwise the CPU time of all processes, recorder included, says more.
- Lines per second, recorded / ``python script.py | cat``, for one and for several writing
  processes. At least 0.8 is wanted. A pipe makes Python collect 8 KiB before it writes, and the
  option ``output = pipe`` has it do the same when it is recorded. By default each line is
  written when it is printed, as in a terminal; that is compared with the same into ``cat``,
  with Python's own way of doing so (``PYTHONUNBUFFERED``), with a terminal that draws nothing,
  and with a bare socket of the recorder's kind, whose reader throws everything away: what the
  kernel charges for telling who wrote a line.
- 64 processes write 10,000 lines each: all must be recorded, in order, each under the pid of
  its writer.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from concurdocs.recording import AttributedSocket, RunRequest, record
from concurdocs.scripts import ScriptOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from concurdocs.runs import Run

BURN = """
import os
from multiprocessing import Process

def burn():
    checksum = 1
    for number in range({units}):
        checksum = (checksum * 31 + number) % 1_000_003

if __name__ == "__main__":
    processes = [Process(target=burn) for _ in range(len(os.sched_getaffinity(0)))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
"""

CHAT = """
import os
from multiprocessing import Process

def chat():
    for number in range({lines}):
        print(f"{{os.getpid()}} says {{number}}, in a line of usual length")

if __name__ == "__main__":
    if {writers} == 1:
        chat()
    else:
        processes = [Process(target=chat) for _ in range({writers})]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
"""


def script(folder: Path, text: str, **values: int) -> Path:
    """Write a script."""
    path = folder / "script.py"
    path.write_text(text.format(**values), encoding="utf-8")
    return path


def seconds(function: Callable[[], object]) -> float:
    """Return how long a call takes."""
    begin = time.perf_counter()
    function()
    return time.perf_counter() - begin


def cpu_seconds() -> float:
    """Return the CPU time used so far by this process and those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def recorded(path: Path, output: str = "terminal") -> Run:
    """Record a script, which must go well."""
    options = ScriptOptions(time_limit=600, output=output)
    run = record(path, request=RunRequest(options=options, start_method="fork"))
    if run.failure is not None:
        raise SystemExit(run.failure.message)
    return run


def command(path: Path, *, by_line: bool = False) -> list[str]:
    """Return how a reader would run a script, by fork; at will with lines as on a terminal."""
    code = "import multiprocessing, runpy, sys; multiprocessing.set_start_method('fork'); "
    if by_line:
        code += "sys.stdout.reconfigure(line_buffering=True); "
    code += f"runpy.run_path({str(path)!r}, run_name='__main__')"
    return [sys.executable, "-c", code]


def environment(*, unbuffered: bool = False) -> dict[str, str]:
    """Return this process's environment, with Python's own choice of buffering or none."""
    values = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return values | {"PYTHONUNBUFFERED": "1"} if unbuffered else values


def plain(
    path: Path, *, pipe: bool = False, by_line: bool = False, unbuffered: bool = False
) -> None:
    """Run a script as a reader would, at will into ``cat``."""
    with subprocess.Popen(  # noqa: S603 - our own script
        command(path, by_line=by_line),
        stdout=subprocess.PIPE if pipe else None,
        env=environment(unbuffered=unbuffered),
    ) as process:
        if pipe:
            subprocess.run(
                ["cat"],  # noqa: S607 - as in the reader's shell
                stdin=process.stdout,
                stdout=subprocess.DEVNULL,
                check=True,
            )


def into_socket(path: Path) -> None:
    """Run a script that writes each line into a socket which knows the writers."""
    output = AttributedSocket()
    output.reader.setblocking(True)
    with subprocess.Popen(  # noqa: S603 - our own script
        command(path, by_line=True), stdout=output.writer.fileno(), env=environment()
    ):
        output.writer.close()
        for _ in output.pieces(1 << 40):
            pass
    output.close()


def into_terminal(path: Path) -> None:
    """Run a script in a terminal that draws nothing."""
    here, there = pty.openpty()
    with subprocess.Popen(command(path), stdout=there, env=environment()):  # noqa: S603 - ours
        os.close(there)
        # Linux says by an error that nobody holds the other end any more.
        with contextlib.suppress(OSError):
            while os.read(here, 1 << 16):
                pass
    os.close(here)


def work(folder: Path, rounds: int) -> None:
    """Measure CPU-bound work on all CPUs."""
    path = script(folder, BURN, units=20_000_000)
    ratios, costs = [], []
    for _ in range(rounds):
        times = [time.perf_counter(), cpu_seconds()]
        plain(path)
        times += [time.perf_counter(), cpu_seconds()]
        recorded(path)
        times += [time.perf_counter(), cpu_seconds()]
        ratios.append((times[4] - times[2]) / (times[2] - times[0]))
        costs.append((times[5] - times[3]) / (times[3] - times[1]))
    print(
        f"CPU-bound work on all CPUs: {statistics.median(ratios):.3f} x the plain wall time, "
        f"{statistics.median(costs):.3f} x its CPU time"
    )
    print(f"  wall time of single rounds: {' '.join(f'{ratio:.3f}' for ratio in ratios)}")
    print(f"  CPU time of single rounds:  {' '.join(f'{cost:.3f}' for cost in costs)}")


def chat(folder: Path, rounds: int, writers: int) -> None:
    """Measure lines per second."""
    total = 400_000
    empty = folder / "empty.py"
    empty.write_text("import os\nfrom multiprocessing import Process\n", encoding="utf-8")
    path = script(folder, CHAT, lines=total // writers, writers=writers)
    # Each alternative with the way of recording that delivers lines as it does.
    alternatives: dict[str, tuple[str, Callable[[], object]]] = {
        "'python script.py | cat'": ("pipe", lambda: plain(path, pipe=True)),
        "the same, each line written when printed": (
            "terminal",
            lambda: plain(path, pipe=True, by_line=True),
        ),
        "'PYTHONUNBUFFERED=1 python script.py | cat'": (
            "terminal",
            lambda: plain(path, pipe=True, unbuffered=True),
        ),
        "'python script.py' in a terminal": ("terminal", lambda: into_terminal(path)),
        "a bare socket, each line written when printed": ("terminal", lambda: into_socket(path)),
    }
    ratios: dict[str, list[float]] = {name: [] for name in alternatives}
    rates: dict[str, list[float]] = {"pipe": [], "terminal": []}
    for _ in range(rounds):
        # The record counts from the script's first line, so the others must not count how
        # long an interpreter takes to start.
        start = seconds(lambda: plain(empty))
        took = {output: recorded(path, output).total for output in rates}
        for output, values in rates.items():
            values.append(total / took[output])
        for name, (output, run) in alternatives.items():
            ratios[name].append((seconds(run) - start) / took[output])
    for output, values in rates.items():
        print(f"{writers} writing, output = {output}: {statistics.median(values):,.0f} lines/s")
        for name, (compared, _) in alternatives.items():
            if compared == output:
                single = " ".join(f"{value:.2f}" for value in ratios[name])
                print(f"  {statistics.median(ratios[name]):.2f} x {name} (single: {single})")


def completeness(folder: Path, writers: int, lines: int) -> None:
    """Check that nothing is lost, mixed up or misattributed."""
    run = recorded(script(folder, CHAT, lines=lines, writers=writers))
    said: dict[int, list[str]] = {}
    for line in run.lines:
        said.setdefault(line.pid, []).append(line.text)
    wrong = sum(
        texts != [f"{pid} says {number}, in a line of usual length" for number in range(lines)]
        for pid, texts in said.items()
    )
    print(
        f"{writers} processes x {lines:,} lines: {len(run.lines):,} lines of {len(said)} "
        f"processes recorded, {wrong} processes with wrong ones; "
        f"{len(run.lines) / run.total:,.0f} lines/s"
    )
    if wrong or len(said) != writers:
        raise SystemExit(1)


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description="Measure what recording costs.")
    parser.add_argument("--rounds", type=int, default=7, help="of each measurement (default: 7)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        work(Path(folder), rounds)
        chat(Path(folder), rounds, 1)
        chat(Path(folder), rounds, 4)
        completeness(Path(folder), 64, 10_000)


if __name__ == "__main__":
    main()
