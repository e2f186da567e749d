"""Making the record of what was collected during a run."""

from __future__ import annotations

import os
import platform
import sys
from typing import TYPE_CHECKING

from concurdocs.runs import Environment, Process, Role, Run

if TYPE_CHECKING:
    from concurdocs.recording._lines import LineAssembler
    from concurdocs.recording._paths import PathCleaner
    from concurdocs.recording._transcript import StageTranscript
    from concurdocs.recording.processes._sampler import ProcessHistory, Sampler


def assemble(  # noqa: PLR0913 - the parts of a record
    transcript: StageTranscript,
    assembler: LineAssembler,
    sampler: Sampler,
    clean: PathCleaner,
    *,
    made_at: float,
    ended_at: float,
    exit_status: int,
) -> Run:
    """Put the record together.

    Args:
        transcript: What the stage told.
        assembler: Holds the output.
        sampler: Holds what was seen from outside.
        clean: Takes the paths of this machine out of text.
        made_at: Seconds since the epoch.
        ended_at: When the script's process had ended, on the monotonic clock.
        exit_status: Its status.

    """
    start = transcript.start(ended_at)
    lines = assembler.lines(clean, start)
    processes = _processes(transcript, assembler, sampler, start, ended_at, exit_status)
    prefix = str(sys.prefix)
    return Run(
        script=transcript.script.name,
        arguments=transcript.arguments,
        environment=_environment(transcript),
        made_at=round(made_at, 3),
        total=round(max(ended_at - start, 0.0), 6),
        exit_status=exit_status,
        sampling_interval=round(sampler.interval(), 6),
        peak_memory=sampler.peak_memory,
        blocks=transcript.blocks(start),
        processes=processes,
        states=sampler.intervals(start),
        lines=lines,
        calls=transcript.calls(sampler.main, start),
        failure=transcript.failure,
        depends_on=tuple(
            sorted(
                file
                for file in transcript.depends_on
                if not file.startswith((prefix, sys.base_prefix)) and file != str(transcript.script)
            )
        ),
    )


def _environment(transcript: StageTranscript) -> Environment:
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
        start_method=transcript.start_method(),
    )


def _processes(  # noqa: PLR0913, PLR0917 - the sources of what is known
    transcript: StageTranscript,
    assembler: LineAssembler,
    sampler: Sampler,
    start: float,
    ended_at: float,
    exit_status: int,
) -> tuple[Process, ...]:
    wrote = assembler.first_times()
    pids = [sampler.main]
    for pid in (*sampler.observed, *transcript.started, *wrote):
        if pid not in pids:
            pids.append(pid)
    found = []
    for pid in pids:
        seen, told = sampler.observed.get(pid), transcript.started.get(pid)
        times = [seen.first] if seen else []
        times += [told.time] if told else []
        times += [wrote[pid]] if pid in wrote else []
        first = min(times, default=start)
        # A short life may lie between two looks; then its end is when the script heard of it.
        ends = [seen.ended] if seen and seen.ended is not None else []
        ends += [transcript.exits[pid].time] if pid in transcript.exits else []
        end = min(ends, default=None)
        status = seen.exit_status if seen else None
        status = transcript.exits[pid].status if pid in transcript.exits else status
        if pid == sampler.main:
            first, end, status = start, ended_at, exit_status
        maker = sampler.observed.get(seen.parent) if seen and seen.parent else None
        role = _role(pid == sampler.main, told.module if told else "", seen, maker)
        found.append(
            Process(
                pid=pid,
                parent=seen.parent if seen and pid != sampler.main else None,
                name="main"
                if pid == sampler.main
                else _name(role, told.name if told else "", seen),
                role=role,
                start=round(max(first - start, 0.0), 6),
                end=None if end is None else round(max(end - start, 0.0), 6),
                exit_status=status,
                cpu_time=round(seen.cpu_time, 6) if seen else None,
                peak_memory=seen.peak_memory if seen else None,
                line=told.line if told else None,
            )
        )
    main, *others = found
    return (main, *sorted(others, key=lambda one: one.start))


_WORKER_MODULES = (
    "concurrent.futures.process",
    "multiprocessing.pool",
    "loky.process_executor",
    "joblib.externals.loky.process_executor",
)
"""Where the functions are that workers of pools run."""


def _role(  # noqa: PLR0911 - a case each
    main: bool,  # noqa: FBT001 - private
    module: str,
    seen: ProcessHistory | None,
    maker: ProcessHistory | None,
) -> Role:
    if main:
        return Role.MAIN
    command = " ".join(seen.command) if seen else ""
    if module in _WORKER_MODULES:
        return Role.WORKER
    if module == "multiprocessing.managers":
        return Role.MANAGER
    if module:
        return Role.PROCESS
    if "resource_tracker import main" in command:
        return Role.RESOURCE_TRACKER
    # What a fork server forks has its command line, too.
    forked = seen is not None and maker is not None and seen.command == maker.command
    if "forkserver import main" in command and not forked:
        return Role.FORKSERVER
    # The stage's own command line marks a fork of the script's process.
    if seen and seen.command and "concurdocs" not in command and "multiprocessing" not in command:
        return Role.COMMAND
    return Role.PROCESS


def _name(role: Role, told: str, seen: ProcessHistory | None) -> str:
    if told:
        return told
    if role in ("forkserver", "resource tracker"):
        return role
    if role == Role.COMMAND and seen:
        return seen.command[0].rsplit("/", 1)[-1]
    return Role.PROCESS
