"""The recorder: runs a script on a stage and writes down what its processes did."""

from __future__ import annotations

import dataclasses
import math
import os
import selectors
import signal
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.recording import _failures as failures
from concurdocs.recording._assembly import assemble
from concurdocs.recording._evidence import RunEvidence
from concurdocs.recording._lines import LineAssembler
from concurdocs.recording._output_socket import AttributedSocket
from concurdocs.recording._request import CodeBlock, Program, RunRequest
from concurdocs.recording._stage_process import DUMP_SIGNAL, StageProcess
from concurdocs.recording._transcript import StageTranscript
from concurdocs.recording.processes import Sampler, adopting_orphans, end_all, process_table
from concurdocs.recording.stage import BlockBegan, BlockEnded, ForkEscaped, Go
from concurdocs.runs import FailureKind, State

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Sequence

    from concurdocs.recording.stage import Message
    from concurdocs.runs import Failure, Run

RECORDER_VERSION = 3
"""Raised whenever the recorder records differently."""

OUTPUT_LIMIT_BYTES = 64 * 2**20
OUTPUT_LIMIT_LINES = 1_000_000
_BUSY = 0.0005
_GATHER = 0.0003
"""Seconds: what comes within the one after other output is given the other to become more."""

_READ_AT_ONCE = 1 << 20
_REST = 1 << 30
"""Bytes: as much is read before other things are looked after, and in the end."""

_DUMP_PATIENCE = 0.5
_START_PATIENCE = 60.0


def record(
    script: Path, code_blocks: Sequence[CodeBlock] = (), request: RunRequest | None = None
) -> Run:
    """Run a script to its real end and return the record.

    Whatever the script does, this returns in bounded time, and no process of the run is
    left alive; what went wrong stands in `Run.failure`. Must not be called in several
    threads at a time: orphans of the one run would be taken for the other's.

    Args:
        script: The file.
        code_blocks: Its blocks of code; none for the file as a whole.
        request: How to run it.

    Raises:
        OSError: The script or the interpreter can't be read or started.
        SyntaxError: The script names an encoding that there is not.

    """
    program = Program.read(script, code_blocks)
    with adopting_orphans(), tempfile.TemporaryDirectory(prefix="concurdocs-") as scratch:
        # Also on an error and on Ctrl-C: nothing of the run stays.
        with ExitStack() as end:
            recording = _Recording(program, request or RunRequest(), Path(scratch), end)
            recording.run()
        return recording.to_run()


class _Recording:
    """One recording in progress: an event loop over output, control and time.

    Attributes:
        failure: What went wrong first; what follows is mostly its consequence.

    """

    def __init__(
        self, program: Program, request: RunRequest, scratch: Path, end: ExitStack
    ) -> None:
        """Start the stage; what must be undone is put upon `end`, which does the last first."""
        self.program = program
        self.request = request
        self.made_at = time.time()
        self.ended_at = math.nan
        self.deadline = time.monotonic() + _START_PATIENCE
        self.failure: Failure | None = None
        self.transcript = StageTranscript()
        self.lines = LineAssembler()
        self.block = 0
        self.heard_at = 0.0
        self.table = process_table()
        end.callback(self.table.close)
        self.output = AttributedSocket(attribute=request.attribute)
        end.callback(self.output.close)
        end.callback(self._read_output, _REST)
        end.callback(end_all, self.table)  # what an interrupted start may have left
        self.stage = StageProcess(
            program, request, self.output.writer.fileno(), request.picture_folder or scratch
        )
        end.callback(self.stage.close)
        self.process = self.stage.process
        end.callback(self.process.wait)
        end.callback(end_all, self.table, keep=self.process.pid)
        self.sampler = Sampler(self.table, self.process.pid, os.getpid())

    def run(self) -> None:
        """Have the script run to its end, and give its other processes a moment to end, too."""
        if self.request.on_start is not None:
            self.request.on_start(self.process.pid)
        self.stage.tell(Go())
        listening = {
            self.output.reader: self._on_output,
            self.stage.control: self._on_control,
            self.stage.fault_end: self.stage.read_faults,
        }
        in_time = self._serve(listening, lambda: self.process.poll() is None)
        self._on_control()
        self.stage.read_faults()
        self._read_output(self.output.waiting())
        self.ended_at, self.deadline = time.monotonic(), math.inf
        if in_time:
            self._fail(failures.of_ending(self.evidence(), self.process.returncode))
            self._linger()

    def _linger(self) -> None:
        """Go on while other processes are there, as after a real script, but not for long."""
        options = self.request.options
        until = self.ended_at + options.grace
        self.sampler.sample()
        in_time = self._serve(
            {self.output.reader: self._on_output},
            lambda: self.sampler.alive > 0 and time.monotonic() <= until,
        )
        if in_time and not options.leftovers:
            self.sampler.sample()  # the last look may be a while ago
            if self.sampler.alive:
                self._fail(failures.leftover(self.evidence()))

    def _serve(
        self, listening: dict[socket.socket, Callable[[], bool]], goes_on: Callable[[], bool]
    ) -> bool:
        """Serve what comes, and look at the processes, while something goes on.

        Args:
            listening: What to call when something comes; it returns whether more may come.
            goes_on: Asked after each time.

        Returns:
            Whether it went on to its end, and was not stopped because of a failure.

        """
        with selectors.DefaultSelector() as selector:
            for end, serve in listening.items():
                selector.register(end, selectors.EVENT_READ, serve)
            while goes_on():
                for key, _ in selector.select(max(self.sampler.due - time.monotonic(), 0.0)):
                    if not key.data():
                        selector.unregister(key.fileobj)
                if time.monotonic() >= self.sampler.due:
                    self.sampler.sample()
                if kind := self.exceeded():
                    if kind is FailureKind.TIME_LIMIT:
                        self._ask_where_it_is()
                    self._fail(failures.of_limit(kind, self.evidence()))
                    return False
        return True

    # -- Listening -------------------------------------------------------------------

    def _on_output(self) -> bool:
        if time.monotonic() - self.heard_at < _BUSY:
            # Let pieces gather: to wake up for each costs the writers more than this delay.
            time.sleep(_GATHER)
        self._read_output(_READ_AT_ONCE)
        self.heard_at = time.monotonic()
        return True

    def _read_output(self, most: int) -> None:
        now = time.monotonic()
        for pid, data in self.output.pieces(most):
            self.lines.add(pid, data, now, self.block)
            if self.request.on_output is not None:
                self.request.on_output(pid, data)
            now = time.monotonic()

    def _on_control(self) -> bool:
        for message in self.stage.messages():
            if message is None:
                return False
            self._on_message(message)
        return True

    def _on_message(self, message: Message) -> None:
        self.transcript.note(message)
        match message:
            case BlockBegan(block=0):
                self.deadline = message.time + self.request.options.time_limit
            case BlockEnded():
                # What was written before the block answered is in the socket by now.
                self._read_output(self.output.waiting())
                if message.block + 1 < len(self.program.code_blocks):
                    self.block = message.block + 1
                    self.stage.tell(Go())
            case ForkEscaped():
                self._fail(failures.fork_escaped(self.evidence(), message))

    # -- Judging ---------------------------------------------------------------------

    def _fail(self, failure: Failure | None) -> None:
        self.failure = self.failure or failure

    def exceeded(self) -> FailureKind | None:
        """Return why the run is to be ended at once, if it is."""
        if time.monotonic() > self.deadline:
            return FailureKind.TIME_LIMIT
        if self.request.interrupted is not None and self.request.interrupted():
            return FailureKind.INTERRUPTED
        if self.lines.size > OUTPUT_LIMIT_BYTES or len(self.lines) > OUTPUT_LIMIT_LINES:
            return FailureKind.OUTPUT_LIMIT
        return None

    def _ask_where_it_is(self) -> None:
        """Have the script's process tell its line, if it still can."""
        self.sampler.sample()
        self.process.send_signal(DUMP_SIGNAL)
        if self.sampler.observed[self.process.pid].state == State.STOPPED:
            self.process.send_signal(signal.SIGCONT)  # else it would not answer
        until = time.monotonic() + _DUMP_PATIENCE
        while (
            time.monotonic() < until
            and failures.fault_line(self.stage.faults, self.program.script) is None
        ):
            time.sleep(0.01)
            self.stage.read_faults()
            self._read_output(_READ_AT_ONCE)

    def evidence(self) -> RunEvidence:
        """Return what is known by now."""
        return RunEvidence(
            program=self.program,
            request=self.request,
            transcript=self.transcript,
            sampler=self.sampler,
            output=self.lines,
            faults=self.stage.faults,
            block=self.block,
        )

    def to_run(self) -> Run:
        """Return the record, once all processes have ended."""
        evidence = self.evidence()
        children_may_fail = self.request.options.failing_children
        if not children_may_fail:
            self._fail(failures.failed_child(evidence))
        run = assemble(
            evidence,
            made_at=self.made_at,
            ended_at=self.ended_at,
            exit_status=self.process.returncode,
            failure=self.failure,
        )
        if children_may_fail:  # and they are meant to say so
            return run
        explained = failures.explained(run, self.transcript.started)
        return dataclasses.replace(run, failure=explained)
