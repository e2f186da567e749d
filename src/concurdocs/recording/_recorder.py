"""The recorder: runs a script on a stage and writes down what its processes did."""

from __future__ import annotations

import dataclasses
import os
import platform
import selectors
import signal
import tempfile
import time
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concurdocs.recording import _failures as verdict
from concurdocs.recording._assembly import assemble
from concurdocs.recording._lines import LineAssembler
from concurdocs.recording._output_socket import AttributedSocket
from concurdocs.recording._paths import PathCleaner
from concurdocs.recording._request import CodeBlock, RunRequest
from concurdocs.recording._stage_process import DUMP_SIGNAL, StageProcess
from concurdocs.recording._transcript import StageTranscript
from concurdocs.recording.processes import process_table
from concurdocs.recording.processes._cleanup import adopting_orphans, end_all
from concurdocs.recording.processes._sampler import Sampler
from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.runs import Run

RECORDER_VERSION = 2
"""Raised whenever the recorder records differently."""

OUTPUT_LIMIT_BYTES = 64 * 2**20
OUTPUT_LIMIT_LINES = 1_000_000
_BUSY = 0.0005
_GATHER = 0.0003
"""Seconds: what comes within the one after other output is given the other to become more."""

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
    script = script.absolute()  # links stay, as in the interpreter's own `__file__`
    whole = not code_blocks
    if whole:
        with tokenize.open(script) as file:  # in the encoding it says it has
            code_blocks = (CodeBlock(file.read()),)
    transcript = StageTranscript(
        script, tuple(code_blocks), (request or RunRequest()).arguments, whole
    )
    with adopting_orphans(), tempfile.TemporaryDirectory(prefix="concurdocs-") as scratch:
        return _Recording(transcript, request or RunRequest(), Path(scratch)).make()


class _Recording:
    """One recording in progress: an event loop over output, control and time."""

    def __init__(self, transcript: StageTranscript, request: RunRequest, scratch: Path) -> None:
        self.script = transcript.script
        self.request = request
        self.figures = request.figures or scratch
        self.transcript = transcript
        self.lines = LineAssembler()
        self.table = process_table()
        self.made_at = time.time()
        self.deadline = time.monotonic() + _START_PATIENCE
        self.block = 0
        self.heard_at = 0.0

    def make(self) -> Run:
        output = self.output = AttributedSocket(attribute=self.request.attribute)
        try:
            self.stage = StageProcess(
                self.transcript, self.request, output.writer.fileno(), self.figures
            )
            self.process = self.stage.process
            self.sampler = Sampler(self.table, self.process.pid, os.getpid())
            self._listen()
            self._linger()
        finally:
            # Also on an error and on Ctrl-C: nothing of the run stays.
            self._end_all()
            self._read_output(1 << 30)
            self.table.close()
            output.close()
        return self._assemble()

    # -- Listening -------------------------------------------------------------------

    def _listen(self) -> None:
        """Serve output, control and samples until the script's process has ended."""
        if self.request.on_start is not None:
            self.request.on_start(self.process.pid)
        self.stage.tell("go")
        with selectors.DefaultSelector() as selector:
            selector.register(self.output.reader, selectors.EVENT_READ, self._on_output)
            selector.register(self.stage.control, selectors.EVENT_READ, self._on_control)
            selector.register(self.stage.fault_end, selectors.EVENT_READ, self.stage.read_faults)
            while self.process.poll() is None and not self.transcript.stopped:
                for key, _ in selector.select(max(self.sampler.due - time.monotonic(), 0.0)):
                    if not key.data():
                        selector.unregister(key.fileobj)
                now = time.monotonic()
                if now >= self.sampler.due:
                    self.sampler.sample()
                if now > self.deadline:
                    self._time_out()
                self._to_be_ended()
        self._on_control()
        self.stage.read_faults()
        self._read_output(self.output.waiting())

    def _on_output(self) -> bool:
        if time.monotonic() - self.heard_at < _BUSY:
            # Let pieces gather: to wake up for each costs the writers more than this delay.
            time.sleep(_GATHER)
        self._read_output(1 << 20)
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
            if not message:
                return False
            self._on_message(*message)
        return True

    def _on_message(self, kind: str, *values: Any) -> None:  # noqa: ANN401 - see stage.py
        transcript = self.transcript
        transcript.note(kind, *values)
        if kind == "begin" and values[0] == 0:
            self.deadline = values[1] + self.request.options.time_limit
        elif kind == "end":
            # What was written before the block answered is in the socket by now.
            self._read_output(self.output.waiting())
            if values[0] + 1 < len(transcript.code_blocks):
                self.block = values[0] + 1
                self.stage.tell("go")

    # -- Ending ----------------------------------------------------------------------

    def _time_out(self) -> None:
        """Find out where the script is, and say so."""
        self.sampler.sample()
        self.process.send_signal(DUMP_SIGNAL)
        if self.sampler.observed[self.process.pid].state == State.STOPPED:
            self.process.send_signal(signal.SIGCONT)  # else it would not answer
        until = time.monotonic() + _DUMP_PATIENCE
        while (
            time.monotonic() < until and verdict.fault_line(self.stage.faults, self.script) is None
        ):
            time.sleep(0.01)
            self.stage.read_faults()
            self._read_output(1 << 20)
        self.transcript.fail(
            verdict.time_limit(
                self.transcript, self.sampler, self.request.options, self.stage.faults, self.block
            )
        )

    def _to_be_ended(self) -> bool:
        if self.request.interrupted is not None and self.request.interrupted():
            self.transcript.fail(verdict.interrupted(self.transcript, self.block))
            return True
        if self.lines.size <= OUTPUT_LIMIT_BYTES and len(self.lines) <= OUTPUT_LIMIT_LINES:
            return False
        self.transcript.fail(
            verdict.output_limit(self.transcript, len(self.lines), self.lines.size, self.block)
        )
        return True

    def _linger(self) -> None:
        """Give the other processes a moment to end by themselves, as after a real script."""
        self.ended_at = time.monotonic()
        if self.transcript.stopped:
            return
        options = self.request.options
        ending = verdict.of_ending(
            self.transcript,
            self.process.returncode,
            self.stage.faults,
            self.block,
            may_decline=not options.supported_on(platform.system(), platform.python_version()),
        )
        self.transcript.fail(ending, stop=False)
        until = self.ended_at + options.grace
        while (alive := self.sampler.sample()) and time.monotonic() <= until:
            if self._to_be_ended():
                return
            while (left := self.sampler.due - time.monotonic()) > 0:
                if self.output.wait(left):
                    self._on_output()
                    if self._to_be_ended():
                        return
        if alive and not options.leftovers:
            self.transcript.fail(
                verdict.leftover(self.transcript, self.sampler, options, self.block)
            )

    def _end_all(self) -> None:
        process = getattr(self, "process", None)
        end_all(self.table, keep=process and process.pid)
        if process is not None:
            process.wait()
            self.stage.close()

    def _assemble(self) -> Run:
        transcript, options = self.transcript, self.request.options
        if transcript.failure is None and not options.failing_children:
            transcript.fail(verdict.failed_child(transcript, self.block))
        run = assemble(
            transcript,
            self.lines,
            self.sampler,
            PathCleaner(
                {
                    str(self.script.parent): "",
                    str(self.script.resolve().parent): "",
                    **self.request.names,
                }
            ),
            made_at=self.made_at,
            ended_at=self.ended_at,
            exit_status=self.process.returncode,
        )
        if options.failing_children:  # and they are meant to say so
            return run
        return dataclasses.replace(run, failure=verdict.explained(run, transcript.started))
