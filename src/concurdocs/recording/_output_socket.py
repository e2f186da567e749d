"""The output of a run, attributed by the kernel.

All processes of a run share one end of a UNIX stream socket as standard output and
error. Where the platform can, the kernel notes with each piece which process wrote it
(``SO_PASSCRED`` and ``SCM_CREDENTIALS`` of ``unix(7)``) and never merges the pieces of
two writers, whatever they are: forked, spawned, other programs, C code.
"""

from __future__ import annotations

import array
import socket
import struct
from typing import TYPE_CHECKING

try:
    import fcntl
    import termios
except ImportError as error:  # Windows
    _msg = (
        "concurdocs can't record processes on this system, which has no UNIX sockets to hand to "
        "them; on Windows, use the Windows Subsystem for Linux"
    )
    raise ImportError(_msg) from error

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN = 0
"""Stands for the writer where the platform can't tell."""

_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid
_ANCILLARY_SIZE = socket.CMSG_SPACE(_CREDENTIALS.size)
_PIECE_SIZE = 1 << 16


class AttributedSocket:
    """A stream that many processes write and one reads, knowing who wrote what.

    Args:
        attribute: Whether to ask for the writers; off, or on a platform that has no
            ``SO_PASSCRED``, every piece is by `UNKNOWN`.

    """

    def __init__(self, *, attribute: bool = True) -> None:
        """Make the pair of sockets."""
        self.reader, self.writer = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.reader.setblocking(False)
        # As much as the platform grants, so that bursts don't make their writers wait.
        self.writer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        self.attributed = attribute and hasattr(socket, "SO_PASSCRED")
        if self.attributed:
            self.reader.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)

    def waiting(self) -> int:
        """Return how many bytes were written and not yet read."""
        count = array.array("i", [0])
        fcntl.ioctl(self.reader, termios.FIONREAD, count)
        return count[0]

    def pieces(self, most: int) -> Iterator[tuple[int, bytes]]:
        """Read what is there, without waiting.

        Args:
            most: Stop once this many bytes were read.

        Yields:
            Writer and bytes, in the order written.

        """
        while most > 0:
            try:
                data, ancillary, _, _ = self.reader.recvmsg(
                    min(_PIECE_SIZE, most), _ANCILLARY_SIZE if self.attributed else 0
                )
            except BlockingIOError:
                return
            if not data:
                return
            most -= len(data)
            pid = UNKNOWN
            if ancillary:
                pid = _CREDENTIALS.unpack(ancillary[0][2][: _CREDENTIALS.size])[0]
            yield pid, data

    def close(self) -> None:
        """Close both ends here; other processes may still hold the writing one."""
        self.reader.close()
        self.writer.close()
