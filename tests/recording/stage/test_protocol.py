"""The messages between stage and recorder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from concurdocs.recording import stage
from concurdocs.recording.stage import (
    HEADER_SIZE,
    BlockEnded,
    CallBegan,
    Go,
    Message,
    StartMethodUsed,
    Task,
    body_size,
    decode,
    encode,
)
from helpers.pythons import find_python, run_python
from helpers.recordings import Recording, good_texts

MESSAGES = [
    Go(),
    Task(
        "a.py", "a.py", ("-x",), ("/folder",), None, "spawn", 40, "/pictures", False, True,
        (("1", 1, ("__repr__",), (1.0, 2.5)),),
    ),
    BlockEnded(3, 1.25, ("builtins", "int", "__repr__", "进程"), [("a.png", "A")]),
    CallBegan(number=1, function="join", pid=None, time=0.5, line=7, thread="MainThread"),
    StartMethodUsed(""),
]  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_arrives_as_it_was_sent(message: Message | Task | Go) -> None:
    data = encode(message)
    header, body = data[:HEADER_SIZE], data[HEADER_SIZE:]

    arrived = decode(body)

    assert len(body) == body_size(header)
    assert (type(message), message) == (type(arrived), arrived)


def test_fields_have_names() -> None:
    message = CallBegan(2, "start", 4711, 0.5, line=None, thread="helper")

    assert [2, "start", 4711, 0.5, None, "helper"] == list(message)
    assert ("start", 4711, "helper") == (message.function, message.pid, message.thread)


@pytest.mark.parametrize("named", [{}, {"method": "fork", "other": 1}])
def test_a_message_has_all_its_fields_and_no_other(named: dict[str, str | int]) -> None:
    with pytest.raises(TypeError, match="StartMethodUsed with other fields than method"):
        StartMethodUsed(**named)  # type: ignore[arg-type]


def test_the_stage_runs_under_the_oldest_python_promised(
    recorded: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = find_python("3.10")
    if python is None:
        pytest.skip("no Python 3.10 on PATH")
    # Not a version manager's script, which runs many programs before it.
    real = run_python(python, "-c", "import sys; print(sys.executable)").stdout.strip()
    monkeypatch.setattr(sys, "executable", real)

    run = recorded(
        """
        import sys
        from multiprocessing import Process
        if __name__ == "__main__":
            child = Process(target=print, args=("child",), name="ann")
            child.start()
            child.join()
        # %%
        print(*sys.version_info[:2])
        """
    )

    assert ["child", "3 10"] == good_texts(run)
    assert ["start", "join"] == [call.function for call in run.calls]
    assert ["main", "ann"] == [process.name for process in run.processes]


def test_every_file_of_the_stage_runs_there() -> None:
    folder = Path(stage.__file__).parent

    assert {file.name for file in folder.glob("*.py")} == {
        "__init__.py",
        *(Path(file).name for file in stage.FILES),
    }
