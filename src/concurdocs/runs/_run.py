"""The record of a run: what every process of a script did, as plain data.

A `Run` is all that the rest of the package knows about an execution: the console,
the figure, the replay and the numbers in the prose are drawn from it and from nothing
else. It holds only strings, numbers and tuples, so that `Run.save` and `Run.load` give
back an equal object.

Times are seconds since the script's start (the moment its first line of code ran),
measured by a clock that does not jump. What was *sampled* (`Run.states`, CPU times,
memory) is true at the sampled moments and within `Run.sampling_interval` otherwise;
lines, calls and blocks are events and not sampled.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from concurdocs._files import compact_json, write_in_one_step
from concurdocs.runs._codec import decode, encode
from concurdocs.runs._events import (
    HELPERS,
    Block,
    Call,
    Environment,
    Failure,
    Line,
    Process,
    StateSlice,
)

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_VERSION = 1
"""Raised whenever a record written before could be read wrongly."""


class RunFormatError(ValueError):
    """A file does not hold a run that this version can read."""


@dataclass(frozen=True, slots=True)
class Run:
    """The record of one execution of a script.

    Attributes:
        script: File name of the script, without folders.
        arguments: What it was given on the command line.
        environment: Where it ran.
        made_at: When it ran, in seconds since the epoch.
        total: From the script's start to its real exit, in seconds.
        exit_status: Of the script, −N for death by signal N.
        sampling_interval: Typical distance of two samples in seconds, 0 without samples.
        peak_memory: Largest sum of the resident sizes of all processes, in bytes.
        blocks: Of the script, in its order.
        processes: In order of creation, the script's own first.
        states: Sampled states, by process and then by time.
        lines: In the order of a terminal.
        calls: In order of their begin.
        failure: What went wrong, None if nothing did.
        depends_on: Files other than the script that it imported, outside the Python
            installation. Paths of this machine: neither saved nor compared.

    """

    script: str
    arguments: tuple[str, ...]
    environment: Environment
    made_at: float
    total: float
    exit_status: int | None
    sampling_interval: float
    peak_memory: int
    blocks: tuple[Block, ...]
    processes: tuple[Process, ...]
    states: tuple[StateSlice, ...]
    lines: tuple[Line, ...]
    calls: tuple[Call, ...]
    failure: Failure | None = None
    depends_on: tuple[str, ...] = dataclasses.field(default=(), compare=False)

    @property
    def main(self) -> Process:
        """The process of the script itself."""
        return self.processes[0]

    @property
    def own_processes(self) -> tuple[Process, ...]:
        """The processes that the script itself asked for, its own included."""
        return tuple(
            process for process in self.processes if process.pid and process.role not in HELPERS
        )

    def process(self, pid: int) -> Process:
        """Return the process with this number.

        Raises:
            KeyError: No process of the run had it.

        """
        for process in self.processes:
            if process.pid == pid:
                return process
        raise KeyError(pid)

    def lines_of_block(self, index: int) -> tuple[Line, ...]:
        """Return the lines written while block `index` ran, in the order of a terminal."""
        return tuple(line for line in self.lines if line.block == index)

    @property
    def attributed(self) -> bool:
        """Whether the platform could say which process wrote each line."""
        return all(line.pid for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        """Return the run as JSON-ready data; long lists of small records are rows."""
        data: dict[str, Any] = {"concurdocs_run": SCHEMA_VERSION}
        for field in dataclasses.fields(self):
            if not field.compare:
                continue
            data[field.name] = encode(getattr(self, field.name), _ROWS)
        return data

    @classmethod
    def from_json(cls, data: Any, source: str = "run") -> Run:  # noqa: ANN401 - any JSON value
        """Build a run from what `to_json` gave.

        Args:
            data: The parsed JSON.
            source: Where it came from, for the error message.

        Raises:
            RunFormatError: It is not a run, or one of a newer version.

        """
        if not isinstance(data, dict) or not isinstance(data.get("concurdocs_run"), int):
            msg = f"{source}: not a record of a run"
            raise RunFormatError(msg)
        version = data["concurdocs_run"]
        if version != SCHEMA_VERSION:
            msg = (
                f"{source}: a record of version {version}, this concurdocs reads version "
                f"{SCHEMA_VERSION}; make the run again or update concurdocs"
            )
            raise RunFormatError(msg)
        values = {key: value for key, value in data.items() if key != "concurdocs_run"}
        try:
            return decode(cls, values, _ROWS)
        except (TypeError, ValueError, KeyError) as error:
            msg = f"{source}: a broken record of a run ({error}); make the run again"
            raise RunFormatError(msg) from error

    def save(self, path: Path) -> None:
        """Write the run to `path` as JSON, in one step so that no reader sees half of it."""
        write_in_one_step(path, compact_json(self.to_json()))

    @classmethod
    def load(cls, path: Path) -> Run:
        """Read a run from `path`.

        Raises:
            RunFormatError: The file is broken or of a newer version.
            OSError: It can't be read.

        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            msg = f"{path}: a broken record of a run ({error}); make the run again"
            raise RunFormatError(msg) from error
        return cls.from_json(data, str(path))


_ROWS = (StateSlice, Line, Call)
"""Record types that come in thousands and are written as rows, without field names."""
