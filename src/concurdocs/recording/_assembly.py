"""Making the record of what was collected during a run."""

from __future__ import annotations

import os
import platform
import sys
from typing import TYPE_CHECKING

from concurdocs.recording._history import child_histories
from concurdocs.recording._paths import PathCleaner
from concurdocs.recording.stage import BlockEnded
from concurdocs.runs import Block, DisplayedValue, Environment, Picture, Process, Role, Run

if TYPE_CHECKING:
    from concurdocs.recording._evidence import RunEvidence
    from concurdocs.recording._request import CodeBlock, Program
    from concurdocs.recording._transcript import StageTranscript
    from concurdocs.recording.processes import Sampler
    from concurdocs.runs import Failure


def assemble(
    evidence: RunEvidence,
    *,
    made_at: float,
    ended_at: float,
    exit_status: int,
    failure: Failure | None,
) -> Run:
    """Put the record together.

    Args:
        evidence: Everything that was collected.
        made_at: Seconds since the epoch.
        ended_at: When the script's process had ended, on the monotonic clock.
        exit_status: Its status.
        failure: What went wrong.

    """
    program, request = evidence.program, evidence.request
    transcript, sampler = evidence.transcript, evidence.sampler
    start = transcript.start(ended_at)
    total = round(max(ended_at - start, 0.0), 6)
    folders = (program.script.parent, program.script.resolve().parent)
    clean = PathCleaner({**dict.fromkeys(map(str, folders), ""), **request.path_names})
    main = _main_process(sampler, total, exit_status)
    children = [history.to_process(start) for history in child_histories(evidence)]
    return Run(
        script=program.script.name,
        arguments=request.arguments,
        environment=_environment(transcript.start_method()),
        made_at=round(made_at, 3),
        total=total,
        exit_status=exit_status,
        sampling_interval=round(sampler.interval(), 6),
        peak_memory=sampler.peak_memory,
        blocks=tuple(
            _block(code_block, transcript, index, start)
            for index, code_block in enumerate(program.code_blocks)
        ),
        processes=(main, *sorted(children, key=lambda process: process.start)),
        states=sampler.states(start),
        lines=evidence.output.lines(clean, start),
        calls=transcript.calls(sampler.main, start),
        failure=failure,
        depends_on=_dependencies(transcript, program),
    )


def _environment(start_method: str) -> Environment:
    if hasattr(os, "sched_getaffinity"):
        usable = tuple(sorted(os.sched_getaffinity(0)))
    else:
        usable = tuple(range(os.cpu_count() or 1))
    return Environment(
        python=platform.python_version(),
        implementation=platform.python_implementation(),
        system=platform.system(),
        machine=platform.machine(),
        cpus=os.cpu_count() or 1,
        usable_cpus=usable,
        start_method=start_method,
    )


def _block(code_block: CodeBlock, transcript: StageTranscript, index: int, start: float) -> Block:
    begin, end = transcript.begins.get(index), transcript.ends.get(index)
    shown = end if isinstance(end, BlockEnded) else None
    return Block(
        name=code_block.name,
        first_line=code_block.first_line,
        last_line=code_block.last_line,
        begin=None if begin is None else round(begin - start, 6),
        end=None if end is None else round(end.time - start, 6),
        displayed=DisplayedValue(*shown.displayed) if shown and shown.displayed else None,
        pictures=tuple(Picture(*picture) for picture in shown.pictures) if shown else (),
    )


def _main_process(sampler: Sampler, total: float, exit_status: int) -> Process:
    """Return the script's own process, of whose life both ends are known."""
    seen = sampler.observed.get(sampler.main)
    return Process(
        pid=sampler.main,
        parent=None,
        name=str(Role.MAIN),
        role=Role.MAIN,
        start=0.0,
        end=total,
        exit_status=exit_status,
        cpu_time=round(seen.cpu_time, 6) if seen else None,
        peak_memory=seen.peak_memory if seen else None,
    )


def _dependencies(transcript: StageTranscript, program: Program) -> tuple[str, ...]:
    """Return what the script imported, but for itself and the Python installation."""
    installation = (sys.prefix, sys.base_prefix)
    own = str(program.script)
    return tuple(
        sorted(
            file
            for file in transcript.imported
            if not file.startswith(installation) and file != own
        )
    )
