"""What a script writes, passed on as it comes, on a terminal in a colour per process."""

from __future__ import annotations

import os
import time

COLOURS = (94, 32, 91, 35, 95, 36, 33)
"""Codes for the children, in turn; the hues are about those of the page."""

PATIENCE = 0.2
"""Seconds that the others wait for the rest of a line; then it may be a prompt."""

_RESET = b"\x1b[0m"


def wants_colour(descriptor: int) -> bool:
    """Return whether a descriptor is a terminal that shows colours, and may.

    That is if neither ``NO_COLOR`` is set (see no-color.org) nor ``TERM`` is ``dumb``.
    """
    allowed = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return allowed and os.isatty(descriptor)


class Console:
    """Writes pieces of output to a descriptor, past Python's own buffers.

    Pieces are passed on at once, so that prompts appear. Only where a process is in the
    middle of a line do pieces of others wait for a moment: an unbuffered ``print`` writes
    its values, its spaces and its line feed apart, where one to a terminal writes a line.

    A process's colour is on from a piece's begin to the end of its line, so that no code
    comes between the bytes of one character. The main process has none. Without colours,
    every byte is passed on as it came.

    Args:
        descriptor: Where to.
        coloured: Whether to colour what children write.

    Attributes:
        main: Number of the main process.
        error: What made writing fail; nothing is written from then on.

    """

    def __init__(self, descriptor: int, *, coloured: bool) -> None:
        """Begin without a colour."""
        self.main = 0
        self.error: OSError | None = None
        self._descriptor = descriptor
        self._coloured = coloured
        self._codes: dict[int, bytes] = {}
        self._code = b""
        self._writer: int | None = None
        self._begun = 0.0
        self._held: list[tuple[int, bytes]] = []

    def set_main(self, pid: int) -> None:
        """Take note of the main process."""
        self.main = pid

    def add(self, pid: int, data: bytes) -> None:
        """Pass on a piece.

        Args:
            pid: Who wrote it; 0 where that is not known.
            data: What was written.

        """
        self.settle()
        if self._writer in {None, pid}:
            self._show(pid, data)
            self._release()
        else:
            self._held.append((pid, data))

    def settle(self) -> None:
        """Let those who wait go on, if they waited long enough."""
        if time.monotonic() - self._begun > PATIENCE:
            self._writer = None
            self._release()

    def finish(self) -> None:
        """Show what is left, and leave the terminal without a colour."""
        while self._held:
            self._writer = None
            self._release()
        if self._code:
            self._code = b""
            self._write(_RESET)

    def _release(self) -> None:
        """Show what was held, in its order, as far as it makes whole lines."""
        while self._held:
            fitting = (
                index for index, (pid, _) in enumerate(self._held) if self._writer in {None, pid}
            )
            index = next(fitting, None)
            if index is None:
                return
            self._show(*self._held.pop(index))

    def _show(self, pid: int, data: bytes) -> None:
        ended = data.endswith(b"\n")
        if pid != self._writer:
            self._begun = time.monotonic()
        self._writer = None if ended else pid
        if self._coloured:
            code = self._code_of(pid)
            change = b"" if code == self._code else (_RESET if self._code else b"") + code
            self._code = b"" if ended else code
            data = change + data + (_RESET if ended and code else b"")
        self._write(data)

    def _code_of(self, pid: int) -> bytes:
        if pid in (0, self.main):
            return b""
        if pid not in self._codes:
            self._codes[pid] = b"\x1b[%dm" % COLOURS[len(self._codes) % len(COLOURS)]
        return self._codes[pid]

    def _write(self, data: bytes) -> None:
        try:
            while data and self.error is None:
                data = data[os.write(self._descriptor, data) :]
        except OSError as error:
            self.error = error
