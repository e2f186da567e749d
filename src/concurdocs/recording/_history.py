"""One process of a run, from all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from concurdocs.runs import Process, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurdocs.recording._evidence import RunEvidence
    from concurdocs.recording._transcript import StartedProcess
    from concurdocs.recording.processes import ObservedProcess
    from concurdocs.recording.stage import ProcessExited

_Default = TypeVar("_Default", float, None)

_ROLES_BY_MODULE = {
    "concurrent.futures.process": Role.WORKER,
    "multiprocessing.pool": Role.WORKER,
    "loky.process_executor": Role.WORKER,
    "joblib.externals.loky.process_executor": Role.WORKER,
    "multiprocessing.managers": Role.MANAGER,
}
"""What processes are for whose function is one of these modules'."""


def child_histories(evidence: RunEvidence) -> Iterator[ProcessHistory]:
    """Return what is known of each process but the script's own."""
    observed, started = evidence.sampler.observed, evidence.transcript.started
    wrote = evidence.output.first_times()
    for pid in dict.fromkeys((*observed, *started, *wrote)):
        if pid == evidence.sampler.main:
            continue
        history = ProcessHistory(pid, started.get(pid), observed.get(pid), wrote.get(pid))
        history.exited = evidence.transcript.exits.get(pid)
        if history.seen is not None:
            history.parent = observed.get(history.seen.parent)
        yield history


@dataclass(slots=True)
class ProcessHistory:
    """What was told, seen and heard of one process, which may be little.

    Attributes:
        pid: Its number; 0 stands for all whose lines have no known writer.
        started: What the stage told of its start.
        seen: What was seen of it from outside.
        first_output: When it wrote for the first time.
        exited: Its end, as the script heard of it.
        parent: What was seen of the process that created it.

    """

    pid: int
    started: StartedProcess | None = None
    seen: ObservedProcess | None = None
    first_output: float | None = None
    exited: ProcessExited | None = None
    parent: ObservedProcess | None = None

    def begin(self, default: float) -> float:
        """Return when it was first known to exist, else `default`."""
        return _earliest(
            self.seen.first if self.seen else None,
            self.started.time if self.started else None,
            self.first_output,
            default=default,
        )

    def end(self) -> float | None:
        """Return when it was first known to have ended."""
        # A short life may lie between two looks; then its end is when the script heard of it.
        return _earliest(
            self.seen.ended if self.seen else None,
            self.exited.time if self.exited else None,
            default=None,
        )

    def exit_status(self) -> int | None:
        """Return its exit status, which its parent knows best."""
        if self.exited is not None:
            return self.exited.status
        return self.seen.exit_status if self.seen else None

    def role(self) -> Role:
        """Return what it is there for."""
        if self.started is not None and self.started.module:
            return _ROLES_BY_MODULE.get(self.started.module, Role.PROCESS)
        return _role_by_command(self.seen, self.parent) if self.seen else Role.PROCESS

    def name(self) -> str:
        """Return its name in the script or that of its program, empty where it has none."""
        role = self.role()
        if self.started is not None and self.started.name:
            return self.started.name
        if role in {Role.FORKSERVER, Role.RESOURCE_TRACKER}:
            return str(role)
        if role == Role.COMMAND and self.seen:
            return self.seen.command[0].rsplit("/", 1)[-1]
        return ""

    def to_process(self, start: float) -> Process:
        """Return it as it is recorded, `start` being zero."""
        end = self.end()
        return Process(
            pid=self.pid,
            parent=(self.seen.parent or None) if self.seen else None,
            name=self.name(),
            role=self.role(),
            start=round(max(self.begin(start) - start, 0.0), 6),
            end=None if end is None else round(max(end - start, 0.0), 6),
            exit_status=self.exit_status(),
            cpu_time=round(self.seen.cpu_time, 6) if self.seen else None,
            peak_memory=self.seen.peak_memory if self.seen else None,
            line=self.started.line if self.started else None,
        )


def _earliest(*times: float | None, default: _Default) -> float | _Default:
    return min((time for time in times if time is not None), default=default)


def _role_by_command(seen: ObservedProcess, parent: ObservedProcess | None) -> Role:
    command = " ".join(seen.command)
    if "resource_tracker import main" in command:
        return Role.RESOURCE_TRACKER
    # What a fork server forks has its command line, too.
    forked = parent is not None and seen.command == parent.command
    if "forkserver import main" in command and not forked:
        return Role.FORKSERVER
    # The stage's own command line marks a fork of the script's process.
    if seen.command and "concurdocs" not in command and "multiprocessing" not in command:
        return Role.COMMAND
    return Role.PROCESS
