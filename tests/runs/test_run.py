"""The record as a file: what is saved comes back, and what is no record is refused."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from concurdocs.runs import (
    SCHEMA_VERSION,
    Block,
    Call,
    CallName,
    DisplayedValue,
    Environment,
    Failure,
    FailureKind,
    Line,
    Picture,
    Process,
    Role,
    Run,
    RunFormatError,
    State,
    StateSlice,
)

if TYPE_CHECKING:
    from pathlib import Path

FULL = Run(
    script="plot_进程.py",
    arguments=("-x", "two words"),
    environment=Environment("3.13.1", "CPython", "Linux", "x86_64", 8, (0, 2), "spawn"),
    made_at=1_700_000_000.125,
    total=1.0,
    exit_status=-11,
    sampling_interval=0.005,
    peak_memory=123_456_789,
    blocks=(
        Block("", 1, 3, 0.0, 0.5, DisplayedValue("pandas", "DataFrame", "_repr_html_", "<b>1</b>"),
              (Picture("block0-figure1.png", "A title"),)),
        Block("named", 5, 9),
    ),
    processes=(
        Process(10, None, "main", Role.MAIN, 0.0, 1.0, -11, 0.25, 1_000_000),
        Process(11, 10, "worker-1", Role.WORKER, 0.1, None, None, None, None, 7),
    ),
    states=(StateSlice(10, State.RUNNING, 0.0, 0.25, 1),
            StateSlice(10, State.DISK_WAIT, 0.25, 1.0, None)),
    lines=(Line(0.123456, 11, 'a "line" <b>\x1b[1m\\xff\0 ü 进程', 0), Line(0.2, 10, "", 1)),
    calls=(Call(CallName.JOIN, 10, 11, 0.1, 0.2, 7, "MainThread"),
           Call(CallName.RESULT, 10, None, 0.3, None, None, "helper")),
    failure=Failure(FailureKind.CRASH, 7, "the script's process died by SIGSEGV", 1),
    depends_on=("/somewhere/helper.py",),
)  # fmt: skip


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "run.json"

    FULL.save(path)

    loaded = Run.load(path)
    assert FULL == loaded
    assert dataclasses.replace(FULL, depends_on=()).__repr__() == repr(loaded)
    assert [path] == list(path.parent.iterdir())
    assert "somewhere" not in path.read_text("utf-8")


def test_a_whole_number_of_seconds_may_be_written_without_a_point() -> None:
    data = json.loads(json.dumps(FULL.to_json()))
    data["total"] = 1

    found = Run.from_json(data)

    assert FULL == found
    assert float is type(found.total)


def test_times_are_kept_to_the_microsecond(tmp_path: Path) -> None:
    run = dataclasses.replace(FULL, lines=(Line(1 / 3, 10, "x", 0),))
    run.save(tmp_path / "run.json")

    assert (Line(0.333333, 10, "x", 0),) == Run.load(tmp_path / "run.json").lines


def message_of(path: Path, data: object) -> str:
    """Return the error that a file gives."""
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    with pytest.raises(RunFormatError) as caught:
        Run.load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_newer_record_says_so(tmp_path: Path) -> None:
    data = {**FULL.to_json(), "concurdocs_run": SCHEMA_VERSION + 1}

    message = message_of(tmp_path / "new.json", data)

    assert f"{tmp_path}/new.json: a record of version {SCHEMA_VERSION + 1}, " in message
    assert f"reads version {SCHEMA_VERSION};" in message


@pytest.mark.parametrize("text", ["", "{", "no json", '{"concurdocs_run": 1'])
def test_a_file_that_is_no_json(tmp_path: Path, text: str) -> None:
    assert "a broken record of a run" in message_of(tmp_path / "run.json", text)


@pytest.mark.parametrize("data", [[], {}, None, 1, {"concurdocs_run": "1"}, {"lines": []}])
def test_json_that_is_no_run(tmp_path: Path, data: object) -> None:
    assert "not a record of a run" in message_of(tmp_path / "run.json", data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("lines",), None),
        (("lines",), {}),
        (("lines", 0), [0.1, 10, "x"]),
        (("lines", 0), "x"),
        (("lines", 0, 1), "10"),
        (("states", 0, 1), "flying"),
        (("total",), "long"),
        (("total",), None),
        (("arguments", 0), 1),
        (("environment", "cpus"), 1.5),
        (("environment", "usable_cpus"), 3),
        (("environment",), []),
        (("processes", 0, "role"), "boss"),
        (("processes", 0, "pid"), None),
        (("failure", "kind"), "bad luck"),
        (("failure",), 3),
        (("blocks", 0, "shown"), "x"),
        (("surprise",), 1),
        (("processes", 0, "surprise"), 1),
    ],
)
def test_a_record_with_a_wrong_value(
    tmp_path: Path, path: tuple[str | int, ...], value: object
) -> None:
    data = json.loads(json.dumps(FULL.to_json()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert "a broken record of a run" in message_of(tmp_path / "run.json", data)


@pytest.mark.parametrize(
    "field", [field.name for field in dataclasses.fields(Run) if field.name not in
              {"failure", "depends_on"}]
)  # fmt: skip
def test_a_record_that_lacks_a_value(tmp_path: Path, field: str) -> None:
    data = copy.deepcopy(FULL.to_json())
    del data[field]

    message = message_of(tmp_path / "run.json", data)

    assert "a broken record of a run" in message
    assert field in message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Run.load(tmp_path / "none.json")


def test_questions_to_a_run() -> None:
    assert FULL.processes[0] is FULL.main
    assert FULL.processes[1] is FULL.process(11)
    with pytest.raises(KeyError):
        FULL.process(12)
    assert (FULL.lines[1],) == FULL.lines_of_block(1)
    assert FULL.attributed
    assert not dataclasses.replace(FULL, lines=(Line(0.0, 0, "x", 0),)).attributed
