"""What counts as a failed run, and the sentence that says why.

Each message is one sentence that goes behind ``script.py, line N: ``.
"""

from __future__ import annotations

import dataclasses
import re
import signal
from typing import TYPE_CHECKING

from concurdocs.runs import Failure, FailureKind, Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from concurdocs.recording._transcript import StageTranscript
    from concurdocs.recording.processes._sampler import ProcessHistory, Sampler
    from concurdocs.runs import Run
    from concurdocs.scripts import ScriptOptions

CRASH_SIGNALS = frozenset({
    signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSYS,
})  # fmt: skip
"""Nobody sends these to end a process: who dies of them has crashed."""

_NAMED_AT_MOST = 5

_UNGUARDED = "current process has finished its bootstrapping phase."
"""From what a child says that was started while it imported the script (CPython's
``multiprocessing/spawn.py``)."""

_MAY_BE_UNGUARDED = frozenset({
    FailureKind.EXCEPTION, FailureKind.EXIT, FailureKind.CHILD_FAILED, FailureKind.TIME_LIMIT,
    FailureKind.OUTPUT_LIMIT, FailureKind.LEFTOVER,
})  # fmt: skip
_GUARD = "a child imports the script, so start processes below \"if __name__ == '__main__':\""


def fault_line(faults: bytes, script: Path) -> int | None:
    """Return the script's innermost line in what `faulthandler` wrote."""
    pattern = rf'File "{re.escape(str(script))}", line (\d+) in '
    match = re.search(pattern, faults.decode("utf-8", "replace"))
    return int(match[1]) if match else None


def of_ending(  # noqa: PLR0911 - a case each
    transcript: StageTranscript,
    status: int,
    faults: bytes,
    block: int,
    *,
    may_decline: bool = False,
) -> Failure | None:
    """Judge how the script's own process ended.

    Args:
        transcript: What the stage told.
        status: The process's exit status, −N for signal N.
        faults: What `faulthandler` wrote.
        block: Index of the block that ran last.
        may_decline: Whether the script says that it can't show here what it is for, and so
            may end early.

    """
    source = transcript.code_blocks[block]
    raised = transcript.raised
    if raised is not None:
        first = transcript.code_blocks[raised.block].first_line
        line = raised.line or first
        if not raised.by_exit:
            return Failure(FailureKind.EXCEPTION, line, raised.text, raised.block)
        if raised.status:
            message = f"the script ended here with exit status {raised.status}"
            return Failure(FailureKind.EXIT, line, message, raised.block)
        if raised.block + 1 < len(transcript.code_blocks) and not may_decline:
            message = "the script ended here, before its last block"
            return Failure(FailureKind.EXIT, line, message, raised.block)
    elif not transcript.finished:
        line = fault_line(faults, transcript.script) or source.first_line
        if status < 0:
            message = f"the script's process died by {signal_name(-status)}"
            return Failure(FailureKind.CRASH, line, message, block)
        message = (
            f"the script's process ended with exit status {status} inside the block at lines "
            f"{source.first_line} to {source.last_line}, without an exception (os._exit() does so)"
        )
        return Failure(FailureKind.EXIT, line, message, block)
    if status:
        how = f"died by {signal_name(-status)}" if status < 0 else f"had exit status {status}"
        message = f"the script ran to its end, but its process then {how}"
        return Failure(
            FailureKind.CRASH if status < 0 else FailureKind.EXIT, source.last_line, message, block
        )
    return None


def failed_child(transcript: StageTranscript, block: int) -> Failure | None:
    """Judge how the processes ended that the script started."""
    for pid, exited in transcript.exits.items():
        status = exited.status
        if status > 0:
            how = f"ended with exit status {status}"
        elif -status in CRASH_SIGNALS:
            how = f"died by {signal_name(-status)}"
        else:
            continue
        started = transcript.started.get(pid)
        name = f"process '{started.name}' (pid {pid})" if started else f"process {pid}"
        line = (started and started.line) or transcript.code_blocks[block].first_line
        message = (
            f"{name}, started here, {how}; if the example is meant to show that, "
            "write '# concurdocs: failing_children = true' in it"
        )
        return Failure(FailureKind.CHILD_FAILED, line, message, block_of(transcript, line, block))
    return None


def time_limit(
    transcript: StageTranscript, sampler: Sampler, options: ScriptOptions, faults: bytes, block: int
) -> Failure:
    """Describe a run that had to be stopped."""
    line = fault_line(faults, transcript.script) or transcript.code_blocks[block].first_line
    message = (
        f"still running after {options.time_limit:g} s, the time limit "
        f"(alive: {_names(transcript, sampler)}); if it needs longer, write "
        "'# concurdocs: time_limit = SECONDS' in it"
    )
    return Failure(FailureKind.TIME_LIMIT, line, message, block)


def output_limit(transcript: StageTranscript, lines: int, size: int, block: int) -> Failure:
    """Describe a run that wrote without end."""
    message = f"stopped after {lines:,} lines and {size / 2**20:.0f} MiB of output, the limit"
    return Failure(
        FailureKind.OUTPUT_LIMIT, transcript.code_blocks[block].first_line, message, block
    )


def interrupted(transcript: StageTranscript, block: int) -> Failure:
    """Describe a run that was ended on the request of who started it."""
    message = "interrupted, and all its processes ended"
    return Failure(
        FailureKind.INTERRUPTED, transcript.code_blocks[block].first_line, message, block
    )


def leftover(
    transcript: StageTranscript, sampler: Sampler, options: ScriptOptions, block: int
) -> Failure:
    """Describe processes that outlived the script."""
    alive = _alive(sampler)
    known = [transcript.started[one.pid] for one in alive if one.pid in transcript.started]
    line = (known and known[0].line) or transcript.code_blocks[block].last_line
    message = (
        f"still running {options.grace:g} s after the script's end, and now ended: "
        f"{_names(transcript, sampler)}; if the example is meant to leave processes behind, write "
        "'# concurdocs: leftovers = true' in it"
    )
    return Failure(FailureKind.LEFTOVER, line, message, block_of(transcript, line, block))


def explained(run: Run, started: Collection[int]) -> Failure | None:
    """Return a run's failure with its cause, where that stands in the output only.

    Args:
        run: The run.
        started: Numbers of the processes that the script started through `multiprocessing`.

    """
    failure = run.failure
    if failure is None or failure.kind not in _MAY_BE_UNGUARDED:
        return failure
    # What another program says of its own children is no cause. Since 3.14 it is the fork
    # server that imports the script, and so complains.
    servers = {
        one.pid
        for one in run.processes
        if one.role == Role.FORKSERVER and one.parent == run.main.pid
    }
    pids = {0, *started, *servers}
    if not any(line.text.strip() == _UNGUARDED and line.pid in pids for line in run.lines):
        return failure
    message = failure.message
    if not message.endswith(".."):
        message = message.removesuffix(".")
    return dataclasses.replace(failure, message=f"{message}; {_GUARD}")


def block_of(transcript: StageTranscript, line: int, default: int) -> int:
    """Return the index of the block that holds a line of the script."""
    for index, source in enumerate(transcript.code_blocks):
        if source.first_line <= line <= source.last_line:
            return index
    return default


def signal_name(number: int) -> str:
    """Return a signal's name, or its number where it has none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _alive(sampler: Sampler) -> list[ProcessHistory]:
    return [one for one in sampler.observed.values() if one.ended is None]


def _names(transcript: StageTranscript, sampler: Sampler) -> str:
    names = []
    for one in _alive(sampler):
        if one.pid == sampler.main:
            names.append(f"main (pid {one.pid}, {one.state})")
        elif one.pid in transcript.started:
            names.append(f"'{transcript.started[one.pid].name}' (pid {one.pid}, {one.state})")
        else:
            command = one.command[0].rsplit("/", 1)[-1] if one.command else "process"
            names.append(f"{command} (pid {one.pid}, {one.state})")
    more = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
