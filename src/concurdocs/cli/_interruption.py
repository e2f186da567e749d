"""Ctrl-C and other requests to end, while a script runs."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType
    from typing import Any, Self

    Handler = Callable[[int, FrameType | None], Any] | int

_FROM_TERMINAL = frozenset({signal.SIGINT, signal.SIGQUIT})
_FROM_ELSEWHERE = frozenset({signal.SIGTERM, signal.SIGHUP})


class Interruption:
    """Takes signals while a script runs (a context manager, for the main thread).

    What is typed at a terminal reaches the script as well, being of the same process
    group: the first Ctrl-C is therefore left to the script, as with plain Python. The
    second asks for the end, and so does at once what was sent to this process alone.

    Attributes:
        signal: The one that asked for the end, None if none did.

    """

    def __init__(self) -> None:
        """Take no signal yet."""
        self.signal: int | None = None
        self._typed = False
        self._before: dict[int, Handler] = {}

    def __enter__(self) -> Self:
        """Begin to take signals; those that are ignored stay so, for the script as well."""
        for number in _FROM_TERMINAL | _FROM_ELSEWHERE:
            before = signal.getsignal(number)
            if before not in {None, signal.SIG_IGN}:
                signal.signal(number, self._take)
                self._before[number] = before
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave signals to whom they went before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def requested(self) -> bool:
        """Return whether the end was asked for."""
        return self.signal is not None

    def _take(self, number: int, _: FrameType | None) -> None:
        if number in _FROM_TERMINAL and not self._typed:
            self._typed = True
        elif self.signal is None:
            self.signal = number
