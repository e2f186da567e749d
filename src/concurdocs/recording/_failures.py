"""What counts as a failed run, and the sentence that says why.

Each message is one sentence that goes behind ``script.py, line N: ``.
"""

from __future__ import annotations

import dataclasses
import platform
import re
import signal
from typing import TYPE_CHECKING

from concurdocs.runs import Failure, FailureKind, Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from concurdocs.recording._evidence import RunEvidence
    from concurdocs.recording.processes import ObservedProcess
    from concurdocs.recording.stage import BlockFailed, ForkEscaped
    from concurdocs.runs import Run

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


def of_ending(evidence: RunEvidence, status: int) -> Failure | None:
    """Judge how the script's own process ended.

    Args:
        evidence: What is known by then.
        status: The process's exit status, −N for signal N.

    """
    raised = evidence.transcript.failed
    failure = None
    if raised is not None:
        failure = _of_exception(evidence, raised)
    elif not evidence.finished:
        failure = _of_sudden_end(evidence, status)
    return failure or _of_last_moments(evidence, status)


def _of_exception(evidence: RunEvidence, raised: BlockFailed) -> Failure | None:
    """Judge the exception that ended the script, which may be its wish to exit."""
    code_blocks = evidence.program.code_blocks
    line = raised.line or code_blocks[raised.block].first_line
    if not raised.by_exit:
        return Failure(FailureKind.EXCEPTION, line, raised.text, raised.block)
    if raised.status:
        message = f"the script ended here with exit status {raised.status}"
        return Failure(FailureKind.EXIT, line, message, raised.block)
    # Where a script can't show what it is for, it says so and may end early.
    here = platform.system(), platform.python_version()
    if raised.block + 1 < len(code_blocks) and evidence.request.options.supported_on(*here):
        message = "the script ended here, before its last block"
        return Failure(FailureKind.EXIT, line, message, raised.block)
    return None


def _of_sudden_end(evidence: RunEvidence, status: int) -> Failure:
    """Describe an end in the middle of a block, without an exception."""
    block = evidence.code_block
    line = fault_line(evidence.faults, evidence.program.script) or block.first_line
    if status < 0:
        message = f"the script's process died by {signal_name(-status)}"
        return Failure(FailureKind.CRASH, line, message, evidence.block)
    message = (
        f"the script's process ended with exit status {status} inside the block at lines "
        f"{block.first_line} to {block.last_line}, without an exception (os._exit() does so)"
    )
    return Failure(FailureKind.EXIT, line, message, evidence.block)


def _of_last_moments(evidence: RunEvidence, status: int) -> Failure | None:
    """Judge what came behind the last block: exit handlers, and the interpreter's own end."""
    if not status:
        return None
    how = f"died by {signal_name(-status)}" if status < 0 else f"had exit status {status}"
    return Failure(
        FailureKind.CRASH if status < 0 else FailureKind.EXIT,
        evidence.code_block.last_line,
        f"the script ran to its end, but its process then {how}",
        evidence.block,
    )


def fork_escaped(evidence: RunEvidence, escaped: ForkEscaped) -> Failure:
    """Describe a forked child that ran on behind its block."""
    line = escaped.line or evidence.program.code_blocks[escaped.block].first_line
    message = (
        f"process {escaped.pid}, forked here, ran past the end of its block; "
        "end it inside the block, with os._exit()"
    )
    return Failure(FailureKind.FORK_ESCAPED, line, message, escaped.block)


def failed_child(evidence: RunEvidence) -> Failure | None:
    """Judge how the processes ended that the script started."""
    for pid, exited in evidence.transcript.exits.items():
        status = exited.status
        if status > 0:
            how = f"ended with exit status {status}"
        elif -status in CRASH_SIGNALS:
            how = f"died by {signal_name(-status)}"
        else:
            continue
        started = evidence.transcript.started.get(pid)
        name = f"process '{started.name}' (pid {pid})" if started else f"process {pid}"
        line = (started and started.line) or evidence.code_block.first_line
        message = (
            f"{name}, started here, {how}; if the example is meant to show that, "
            "write '# concurdocs: failing_children = true' in it"
        )
        block = evidence.program.block_at(line, evidence.block)
        return Failure(FailureKind.CHILD_FAILED, line, message, block)
    return None


def of_limit(kind: FailureKind, evidence: RunEvidence) -> Failure:
    """Describe a run that was ended before its end.

    Args:
        kind: Why: a limit of time or of output, or because it was asked for.
        evidence: What is known of the run.

    """
    if kind is FailureKind.TIME_LIMIT:
        return _time_limit(evidence)
    if kind is FailureKind.OUTPUT_LIMIT:
        return _output_limit(evidence)
    return _interrupted(evidence)


def _time_limit(evidence: RunEvidence) -> Failure:
    """Describe a run that had to be stopped."""
    line = fault_line(evidence.faults, evidence.program.script) or evidence.code_block.first_line
    message = (
        f"still running after {evidence.request.options.time_limit:g} s, the time limit "
        f"(alive: {_names_of_the_living(evidence)}); if it needs longer, write "
        "'# concurdocs: time_limit = SECONDS' in it"
    )
    return Failure(FailureKind.TIME_LIMIT, line, message, evidence.block)


def _output_limit(evidence: RunEvidence) -> Failure:
    """Describe a run that wrote without end."""
    output = evidence.output
    size = f"{len(output):,} lines and {output.size / 2**20:.0f} MiB"
    message = f"stopped after {size} of output, the limit"
    line = evidence.code_block.first_line
    return Failure(FailureKind.OUTPUT_LIMIT, line, message, evidence.block)


def _interrupted(evidence: RunEvidence) -> Failure:
    """Describe a run that was ended on the request of who started it."""
    message = "interrupted, and all its processes ended"
    line = evidence.code_block.first_line
    return Failure(FailureKind.INTERRUPTED, line, message, evidence.block)


def leftover(evidence: RunEvidence) -> Failure:
    """Describe processes that outlived the script."""
    started = evidence.transcript.started
    known = [started[process.pid] for process in _living(evidence) if process.pid in started]
    line = (known and known[0].line) or evidence.code_block.last_line
    message = (
        f"still running {evidence.request.options.grace:g} s after the script's end, and now "
        f"ended: {_names_of_the_living(evidence)}; if the example is meant to leave processes "
        "behind, write '# concurdocs: leftovers = true' in it"
    )
    block = evidence.program.block_at(line, evidence.block)
    return Failure(FailureKind.LEFTOVER, line, message, block)


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
        process.pid
        for process in run.processes
        if process.role == Role.FORKSERVER and process.parent == run.main.pid
    }
    pids = {0, *started, *servers}
    if not any(line.text.strip() == _UNGUARDED and line.pid in pids for line in run.lines):
        return failure
    message = failure.message
    if not message.endswith(".."):
        message = message.removesuffix(".")
    return dataclasses.replace(failure, message=f"{message}; {_GUARD}")


def signal_name(number: int) -> str:
    """Return a signal's name, or its number where it has none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _living(evidence: RunEvidence) -> list[ObservedProcess]:
    return [process for process in evidence.sampler.observed.values() if process.ended is None]


def _names_of_the_living(evidence: RunEvidence) -> str:
    started = evidence.transcript.started
    names = []
    for process in _living(evidence):
        if process.pid == evidence.sampler.main:
            name = "main"
        elif process.pid in started:
            name = f"'{started[process.pid].name}'"
        else:
            name = process.command[0].rsplit("/", 1)[-1] if process.command else "process"
        names.append(f"{name} (pid {process.pid}, {process.state})")
    more = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
