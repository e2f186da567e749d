"""Putting lines together from pieces, per process, in the order of a terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concurdocs.recording.stage import BOOTSTRAP_LINE, STAGE_FILENAME
from concurdocs.runs import Line

if TYPE_CHECKING:
    from concurdocs.recording._paths import PathCleaner


_LONG = 1 << 12
MOST_PIECES = 1 << 20
"""As many wait to be made lines of; each takes more memory than the few bytes it may hold."""


@dataclass(slots=True)
class _Slot:
    time: float
    pid: int
    block: int
    data: bytes | bytearray


@dataclass
class LineAssembler:
    """Makes lines of pieces.

    A line stands where its first piece came, as on a terminal, and belongs to the block
    that ran then. Pieces of several processes may alternate: an unbuffered ``print``
    writes its text and its line feed apart.

    While a script runs, pieces are only put down: what is done with each of them keeps the
    writers waiting.

    Attributes:
        size: Bytes taken in so far.

    """

    size: int = 0
    _pieces: list[tuple[int, bytes, float, int]] = field(default_factory=list)
    _slots: list[_Slot] = field(default_factory=list)
    _open: dict[int, _Slot] = field(default_factory=dict)
    _finished: int = 0
    _unfinished: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        """Return how many lines there are, unfinished ones included."""
        return self._finished + len(self._unfinished)

    def add(self, pid: int, data: bytes, time: float, block: int) -> None:
        """Take in a piece.

        Args:
            pid: Who wrote it.
            data: What was written.
            time: When it arrived, in seconds.
            block: Index of the block that runs.

        """
        if not data:
            return
        self._pieces.append((pid, data, time, block))
        self.size += len(data)
        self._finished += data.count(b"\n")
        if data[-1:] == b"\n":
            self._unfinished.discard(pid)
        else:
            self._unfinished.add(pid)
        if len(self._pieces) >= MOST_PIECES:
            self._put_together()

    def _put_together(self) -> None:
        for pid, data, time, block in self._pieces:
            first, *more = data.split(b"\n")
            slot = self._open.pop(pid, None)
            if slot is None:
                slot = _Slot(time, pid, block, first)
                self._slots.append(slot)
            else:
                if len(slot.data) > _LONG and isinstance(slot.data, bytes):
                    slot.data = bytearray(slot.data)  # can grow without being copied
                slot.data += first
            self._slots += [_Slot(time, pid, block, text) for text in more[:-1]]
            if not more:
                self._open[pid] = slot
            elif more[-1]:
                self._open[pid] = slot = _Slot(time, pid, block, more[-1])
                self._slots.append(slot)
        self._pieces.clear()

    def lines(self, clean: PathCleaner, start: float) -> tuple[Line, ...]:
        """Return the lines so far.

        Args:
            clean: Takes the paths of this machine out of the text.
            start: The moment that counts as zero.

        """
        lines = []
        hidden: dict[int, str] = {}
        self._put_together()
        for slot in self._slots:
            text = slot.data.decode("utf-8", errors="backslashreplace")
            if ", line " in text and (frame := _STAGE_FRAME.match(text)):
                # The source that Python may show below stands two columns further in.
                hidden[slot.pid] = frame["indent"] + "    "
                continue
            if slot.pid in hidden:
                if text.startswith(hidden[slot.pid]):
                    continue
                del hidden[slot.pid]
            time = round(max(slot.time - start, 0.0), 6)
            lines.append(Line(time, slot.pid, clean(text), slot.block))
        return tuple(lines)

    def first_times(self) -> dict[int, float]:
        """Return when each process wrote for the first time."""
        times: dict[int, float] = {}
        self._put_together()
        for slot in self._slots:
            times.setdefault(slot.pid, slot.time)
        return times


_STAGE_FRAME = re.compile(
    rf'(?P<indent>.{{0,80}}?)  File "(?:{re.escape(STAGE_FILENAME)}", line \d+|'
    rf'<string>", line {BOOTSTRAP_LINE}),? in '
)
"""A traceback's line about the stage's own code, which ``python script.py`` would not have."""
