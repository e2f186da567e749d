"""The files that ``concurdocs run`` writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from concurdocs.cli._reports import Reports
from concurdocs.drawing import page_html, trace_events
from concurdocs.runs import Role, Run
from helpers.command_line import concurdocs_run, write

PROCESSES = """\
import multiprocessing


def work(name):
    print(f"hello from {name}")


if __name__ == "__main__":
    for name in ("ann", "bo"):
        process = multiprocessing.Process(target=work, args=(name,), name=name)
        process.start()
        process.join()
    print("done", multiprocessing.get_start_method())
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_reports_tell_of_the_run(tmp_path: Path, method: str) -> None:
    write(tmp_path, PROCESSES)

    recorded = concurdocs_run(
        tmp_path, "--html", "run.html", "--json", "run.json", "--trace", "run.trace",
        "--language", "zh", "--start-method", method, "script.py", "an argument",
    )  # fmt: skip

    assert (0, b"") == (recorded.returncode, recorded.stderr)
    run = Run.load(tmp_path / "run.json")
    assert recorded.stdout.decode().splitlines() == [line.text for line in run.lines]
    assert ["hello from ann", "hello from bo", f"done {method}"] == [
        line.text for line in run.lines
    ]
    assert ["main", "ann", "bo"] == [
        process.name for process in run.processes if process.role in {Role.MAIN, Role.PROCESS}
    ]
    assert (("an argument",), None) == (run.arguments, run.failure)
    # Both were made of the run before it was written: it reads back as it was.
    assert page_html(run, "zh") == (tmp_path / "run.html").read_text(encoding="utf-8")
    trace = json.loads((tmp_path / "run.trace").read_text(encoding="utf-8"))
    assert trace_events(run) == trace
    assert "hello from ann" in [event["name"] for event in trace["traceEvents"]]


def test_report_may_go_down_a_pipe(tmp_path: Path) -> None:
    write(tmp_path, "")

    recorded = concurdocs_run(tmp_path, "--json", "/dev/stdout", "script.py")

    assert "script.py" == Run.from_json(json.loads(recorded.stdout)).script


def test_report_is_written_for_arguments_that_are_no_text(tmp_path: Path) -> None:
    write(tmp_path, "")
    name = os.fsdecode(b"\xff")

    recorded = concurdocs_run(tmp_path, "--json", "r", "--html", "h", "script.py", name)

    assert (0, b"") == (recorded.returncode, recorded.stderr)
    assert (name,) == Run.load(tmp_path / "r").arguments


def test_reports_are_opened_at_once_and_change_nothing_until_written(tmp_path: Path) -> None:
    old = write(tmp_path, "old", "old")
    new = tmp_path / "new"

    with Reports() as reports:
        reports.add(old, lambda _: "")
        reports.add(new, lambda _: "")
        assert new.exists()

    assert "old" == old.read_text(encoding="utf-8")
    assert not new.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    write(tmp_path, "print('ran')")

    recorded = concurdocs_run(tmp_path, "--json", "/dev/full", "script.py")

    assert (2, b"ran\n") == (recorded.returncode, recorded.stdout)
    assert b"concurdocs: can't write /dev/full: No space left on device\n" == recorded.stderr
