"""What the record says of the run as a whole."""

from __future__ import annotations

import os
import platform
import time
from typing import TYPE_CHECKING

from concurdocs.runs import Run
from helpers.recordings import Recording, good_texts

if TYPE_CHECKING:
    from pathlib import Path


def test_blocks_and_total(recorded: Recording) -> None:
    run = recorded(
        """
        import time
        # %% nap
        time.sleep(0.2)

        # %% rest
        time.sleep(0.1); print("done")
        """
    )

    assert [("", 1, 1), ("nap", 2, 3), ("rest", 5, 6)] == [
        (block.name, block.first_line, block.last_line) for block in run.blocks
    ]
    times = [time for block in run.blocks for time in (block.begin, block.end)]
    known = [time for time in times if time is not None]
    assert 6 == len(known)
    assert [0.0, *sorted(known[1:])] == known
    assert known[3] - known[2] >= 0.2
    assert run.total >= known[5]
    assert run.lines[0].time >= known[4] + 0.1


def test_the_environment(recorded: Recording) -> None:
    before = time.time()
    run = recorded("import time; time.sleep(0.1)")

    where = run.environment
    assert [platform.python_version(), platform.python_implementation(), "Linux"] == [
        where.python, where.implementation, where.system,
    ]  # fmt: skip
    assert (os.cpu_count(), tuple(sorted(os.sched_getaffinity(0)))) == (
        where.cpus, where.usable_cpus,
    )  # fmt: skip
    assert "script.py" == run.script
    assert before - 1 < run.made_at < time.time()
    assert 0 < run.sampling_interval < 0.5
    assert run.peak_memory >= (run.main.peak_memory or 0) > 1_000_000


def test_imported_files_are_known(recorded: Recording) -> None:
    (recorded.folder / "helper.py").write_text("VALUE = 42\n", encoding="utf-8")

    run = recorded("import json, helper; print(helper.VALUE)")

    assert ["42"] == [line.text for line in run.lines]
    assert (str(recorded.folder / "helper.py"),) == run.depends_on


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
    ] == good_texts(run)


def test_a_recorded_run_survives_saving(recorded: Recording, tmp_path: Path) -> None:
    run = recorded(
        """
        print("x")
        # %% second
        from multiprocessing import Process
        process = Process(target=print, args=("y",))
        process.start()
        process.join()
        """,
        "fork",
    )

    run.save(tmp_path / "run.json")

    assert run == Run.load(tmp_path / "run.json")
