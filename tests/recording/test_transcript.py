"""What the stage tells, put where it is looked for."""

from __future__ import annotations

from concurdocs.recording._transcript import StageTranscript
from concurdocs.recording.stage import (
    BlockBegan,
    BlockEnded,
    BlockFailed,
    CallBegan,
    CallReturned,
    FilesImported,
    ForkEscaped,
    Message,
    ProcessExited,
    ProcessStarted,
    StartMethodUsed,
)
from concurdocs.runs import Call, CallName


def transcript(*messages: Message) -> StageTranscript:
    """Return a transcript of these messages."""
    noted = StageTranscript()
    for message in messages:
        noted.note(message)
    return noted


def test_a_call_of_start_gets_the_number_of_the_process_it_made() -> None:
    noted = transcript(
        CallBegan(1, "start", None, 5.0, 8, "MainThread"),
        CallBegan(2, "result", None, 5.25, None, "helper"),
        CallReturned(1, 5.5),
        ProcessStarted(1, 4711, "ann", "__main__"),
    )

    assert (
        Call(CallName.START, 1, 4711, 1.0, 1.5, 8, "MainThread"),
        Call(CallName.RESULT, 1, None, 1.25, None, None, "helper"),
    ) == noted.calls(1, 4.0)
    ann = noted.started[4711]
    assert ("ann", "__main__", 8, 5.5) == (ann.name, ann.module, ann.line, ann.time)


def test_the_first_word_of_an_end_counts() -> None:
    noted = transcript(ProcessExited(4711, 3, 5.0), ProcessExited(4711, 3, 6.0))

    assert {4711: ProcessExited(4711, 3, 5.0)} == noted.exits


def test_how_blocks_ended() -> None:
    failed = BlockFailed(1, 6.5, 9, "ValueError: no", by_exit=False, status=1)
    noted = transcript(
        BlockBegan(0, 5.0), BlockEnded(0, 6.0, None, []), BlockBegan(1, 6.25), failed
    )

    assert ({0: 5.0, 1: 6.25}, failed) == (noted.begins, noted.failed)
    assert [6.0, 6.5] == [end.time for end in noted.ends.values()]
    assert 5.0 == noted.start(1.0)


def test_of_an_escaped_fork_nothing_is_recorded() -> None:
    assert StageTranscript() == transcript(ForkEscaped(0, 4711, None))


def test_files_come_in_parts() -> None:
    noted = transcript(FilesImported(["a.py"]), FilesImported(["b.py"]), StartMethodUsed("spawn"))

    assert ({"a.py", "b.py"}, "spawn") == (noted.imported, noted.start_method())
