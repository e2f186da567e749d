"""The recorder: runs a script on a stage and writes down what its processes did."""

from __future__ import annotations

import contextlib
import marshal
import os
import selectors
import signal
import socket
import subprocess
import tempfile
import time
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concurdocs.recording import stage, stage_calls, verdict
from concurdocs.recording.assembly import assemble
from concurdocs.recording.lines import LineAssembler, PathCleaner
from concurdocs.recording.material import Material
from concurdocs.recording.output import AttributedSocket
from concurdocs.recording.processes import process_table
from concurdocs.recording.reaper import adopting_orphans, kill_all
from concurdocs.recording.sampling import Sampler
from concurdocs.recording.setting import Setting, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concurdocs.recording.run import Run

OUTPUT_LIMIT_BYTES = 64 * 2**20
OUTPUT_LIMIT_LINES = 1_000_000
DUMP_SIGNAL = signal.SIGRTMAX - 1 if hasattr(signal, "SIGRTMAX") else signal.SIGUSR2
"""Asks the stage where it is; a number that hardly any program uses."""

_BUSY = 0.0005
_GATHER = 0.0003
"""Seconds: what comes within the one after other output is given the other to become more."""

_DUMP_PATIENCE = 0.5
_START_PATIENCE = 60.0


def record(script: Path, sources: Sequence[Source] = (), setting: Setting | None = None) -> Run:
    """Run a script to its real end and return the record.

    Whatever the script does, this returns in bounded time, and no process of the run is
    left alive; what went wrong stands in `Run.failure`. Must not be called in several
    threads at a time: orphans of the one run would be taken for the other's.

    Args:
        script: The file.
        sources: Its blocks of code; none for the file as a whole.
        setting: How to run it.

    Raises:
        OSError: The script or the interpreter can't be read or started.
        SyntaxError: The script names an encoding that there is not.

    """
    script = script.absolute()  # links stay, as in the interpreter's own `__file__`
    whole = not sources
    if whole:
        with tokenize.open(script) as file:  # in the encoding it says it has
            sources = (Source(file.read()),)
    material = Material(script, tuple(sources), (setting or Setting()).arguments, whole)
    with adopting_orphans(), tempfile.TemporaryDirectory(prefix="concurdocs-") as scratch:
        return _Recording(material, setting or Setting(), Path(scratch)).make()


class _Recording:
    """One recording in progress: an event loop over output, control and time."""

    def __init__(self, material: Material, setting: Setting, scratch: Path) -> None:
        self.script = material.script
        self.setting = setting
        self.figures = setting.figures or scratch
        self.material = material
        self.lines = LineAssembler()
        self.table = process_table()
        self.made_at = time.time()
        self.deadline = time.monotonic() + _START_PATIENCE
        self.block = 0
        self.heard_at = 0.0
        self.pending = b""
        self.faults = b""

    def make(self) -> Run:
        output = self.output = AttributedSocket(attribute=self.setting.attribute)
        control, control_far = socket.socketpair()
        faults, faults_far = socket.socketpair()
        self.control, self.fault_end = control, faults
        try:
            self.process = self._start_stage(control_far, faults_far)
            control_far.close()
            faults_far.close()
            self.sampler = Sampler(self.table, self.process.pid, os.getpid())
            self._listen()
            self._linger()
        finally:
            # Also on an error and on Ctrl-C: nothing of the run stays.
            self._end_all()
            self._read_output(1 << 30)
            self.table.close()
            for end in (output, control, control_far, faults, faults_far):
                end.close()
        return self._assemble()

    # -- Starting --------------------------------------------------------------------

    def _start_stage(
        self, control: socket.socket, faults: socket.socket
    ) -> subprocess.Popen[bytes]:
        setting, script = self.setting, self.script
        code = stage.BOOTSTRAP.format(
            name=stage.NAME,
            filename=stage.FILENAME,
            files=[stage_calls.__file__, stage.__file__],
        )
        environment = {
            **os.environ,
            "PYTHONIOENCODING": "utf-8",
        }
        # The stage has its streams write when a terminal's would; see `stage.main`.
        environment.pop("PYTHONUNBUFFERED", None)
        environment.update(setting.environment)
        writer = self.output.writer.fileno()
        ends = (control.fileno(), faults.fileno())
        process = subprocess.Popen(  # noqa: S603 - running the script is the purpose
            [setting.python, "-c", code, *map(str, ends)],
            stdin=setting.stdin,
            stdout=writer,
            stderr=writer,
            pass_fds=ends,
            cwd=setting.folder or script.parent,
            env=environment,
            start_new_session=setting.own_session,
        )
        task = {
            "script": str(script),
            "argv0": setting.argv0 or (script.name if setting.folder is None else str(script)),
            "arguments": setting.arguments,
            "path": [str(script.resolve().parent), *setting.path],
            "docstring": self.material.docstring(),
            "start_method": setting.start_method,
            "signal": int(DUMP_SIGNAL),
            "figures": str(self.figures),
            "whole": self.material.whole,
            "blocks": [
                {
                    "source": source.text,
                    "line": source.first_line,
                    "show": source.show,
                    "figure_scales": source.figure_scales,
                }
                for source in self.material.sources
            ],
        }
        self._tell(task)
        return process

    def _tell(self, message: Any) -> None:  # noqa: ANN401 - see stage.py
        data = marshal.dumps(message, 2)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.control.sendall(len(data).to_bytes(4, "big") + data)

    # -- Listening -------------------------------------------------------------------

    def _listen(self) -> None:
        """Serve output, control and samples until the script's process has ended."""
        if self.setting.on_start is not None:
            self.setting.on_start(self.process.pid)
        self._tell("go")
        with selectors.DefaultSelector() as selector:
            self.control.setblocking(False)
            self.fault_end.setblocking(False)
            selector.register(self.output.reader, selectors.EVENT_READ, self._on_output)
            selector.register(self.control, selectors.EVENT_READ, self._on_control)
            selector.register(self.fault_end, selectors.EVENT_READ, self._on_fault)
            while self.process.poll() is None and not self.material.stopped:
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
        self._on_fault()
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
            if self.setting.on_output is not None:
                self.setting.on_output(pid, data)
            now = time.monotonic()

    def _on_fault(self) -> bool:
        try:
            data = self.fault_end.recv(1 << 16)
        except (BlockingIOError, ConnectionResetError):
            return True
        self.faults += data
        return bool(data)

    def _on_control(self) -> bool:
        try:
            while data := self.control.recv(1 << 16):
                self.pending += data
                while len(self.pending) >= 4 + (size := int.from_bytes(self.pending[:4], "big")):
                    message = marshal.loads(self.pending[4 : 4 + size])  # noqa: S302 - our stage's
                    self.pending = self.pending[4 + size :]
                    self._on_message(*message)
        except BlockingIOError:
            return True
        except ConnectionResetError:
            return False
        return False

    def _on_message(self, kind: str, *values: Any) -> None:  # noqa: ANN401 - see stage.py
        material = self.material
        material.note(kind, *values)
        if kind == "begin" and values[0] == 0:
            self.deadline = values[1] + self.setting.options.time_limit
        elif kind == "end":
            # What was written before the block answered is in the socket by now.
            self._read_output(self.output.waiting())
            if values[0] + 1 < len(material.sources):
                self.block = values[0] + 1
                self._tell("go")

    # -- Ending ----------------------------------------------------------------------

    def _time_out(self) -> None:
        """Find out where the script is, and say so."""
        self.sampler.sample()
        self.process.send_signal(DUMP_SIGNAL)
        if self.sampler.observed[self.process.pid].state == "stopped":
            self.process.send_signal(signal.SIGCONT)  # else it would not answer
        until = time.monotonic() + _DUMP_PATIENCE
        while time.monotonic() < until and verdict.fault_line(self.faults, self.script) is None:
            time.sleep(0.01)
            self._on_fault()
            self._read_output(1 << 20)
        self.material.fail(
            verdict.time_limit(
                self.material, self.sampler, self.setting.options, self.faults, self.block
            )
        )

    def _to_be_ended(self) -> bool:
        if self.setting.interrupted is not None and self.setting.interrupted():
            self.material.fail(verdict.interrupted(self.material, self.block))
            return True
        if self.lines.size <= OUTPUT_LIMIT_BYTES and len(self.lines) <= OUTPUT_LIMIT_LINES:
            return False
        self.material.fail(
            verdict.output_limit(self.material, len(self.lines), self.lines.size, self.block)
        )
        return True

    def _linger(self) -> None:
        """Give the other processes a moment to end by themselves, as after a real script."""
        self.ended_at = time.monotonic()
        if self.material.stopped:
            return
        ending = verdict.of_ending(self.material, self.process.returncode, self.faults, self.block)
        self.material.fail(ending, stop=False)
        until = self.ended_at + self.setting.options.grace
        while (alive := self.sampler.sample()) and time.monotonic() <= until:
            if self._to_be_ended():
                return
            while (left := self.sampler.due - time.monotonic()) > 0:
                if self.output.wait(left):
                    self._on_output()
                    if self._to_be_ended():
                        return
        if alive and not self.setting.options.leftovers:
            self.material.fail(
                verdict.leftover(self.material, self.sampler, self.setting.options, self.block)
            )

    def _end_all(self) -> None:
        process = getattr(self, "process", None)
        kill_all(self.table, keep=process and process.pid)
        if process is not None:
            process.wait()

    def _assemble(self) -> Run:
        material, options = self.material, self.setting.options
        if material.failure is None and not options.failing_children:
            material.fail(verdict.failed_child(material, self.block))
        return assemble(
            material,
            self.lines,
            self.sampler,
            PathCleaner(
                {
                    str(self.script.parent): "",
                    str(self.script.resolve().parent): "",
                    **self.setting.names,
                }
            ),
            made_at=self.made_at,
            ended_at=self.ended_at,
            exit_status=self.process.returncode,
        )
