"""The stage's ears and mouth: what it tells the recorder, and which calls it notes."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, ModuleType
    from typing import Any

    # On the stage these stand in the same namespace, without an import.
    from concurdocs.recording.stage._protocol import (  # noqa: TC004
        HEADER_SIZE,
        CallBegan,
        CallReturned,
        Message,
        ProcessExited,
        ProcessStarted,
        body_size,
        decode,
        encode,
    )

MAX_CALLS = 5_000
"""Calls told to the recorder; a script that waits for a million futures is not slowed."""

clock = time.monotonic
stage_pid = os.getpid()


class Control:
    """The stage's end of the control socket."""

    def __init__(self, descriptor: int) -> None:
        """Take over the inherited descriptor, so that programs started later don't get it."""
        self.descriptor = descriptor
        os.set_inheritable(descriptor, False)

    def tell(self, message: Message) -> None:
        """Send a message; one write, so that messages of threads don't mix."""
        os.write(self.descriptor, encode(message))

    def hear(self) -> Any:
        """Wait for a message of the recorder."""
        return decode(self._read(body_size(self._read(HEADER_SIZE))))

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = os.read(self.descriptor, size - len(data))
            if not piece:  # the recorder is gone, and nobody is left to run for
                os._exit(70)
            data += piece
        return data


class Calls:
    """Notes what the script calls on processes and futures.

    Only the stage's own process is watched. Children made by fork inherit the wrappers,
    which then only pass on; other children never see them.
    """

    def __init__(self, control: Control, script: str) -> None:
        """Tell `control` of calls, with lines of the file `script`."""
        self.control = control
        self.script = script
        self.count = 0

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Wrap the calls of a module that is being imported (a finder of `sys.meta_path`)."""
        watched = _WATCHED.get(name)
        if watched is None or os.getpid() != stage_pid:
            return None
        class_name, methods = watched
        others = (finder for finder in sys.meta_path if finder is not self)
        specs = (finder.find_spec(name, path, target) for finder in others)
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            for method in methods:
                self._wrap(getattr(module, class_name), method)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec

    def _wrap(self, owner: type, name: str) -> None:
        original: Callable[..., Any] = getattr(owner, name)
        note = self._poll if name == "poll" else self._call

        def method(self: Any, *args: Any, **kwargs: Any) -> Any:
            if os.getpid() != stage_pid:
                return original(self, *args, **kwargs)
            return note(name, original, self, *args, **kwargs)

        for attribute in ("__name__", "__qualname__", "__module__", "__doc__"):
            setattr(method, attribute, getattr(original, attribute))
        setattr(owner, name, method)

    def _call(
        self, name: str, original: Callable[..., Any], /, target: Any, *args: Any, **kwargs: Any
    ) -> Any:
        self.count += 1
        if (number := self.count) > MAX_CALLS:
            return original(target, *args, **kwargs)
        threading = sys.modules.get("threading")
        thread = threading.current_thread().name if threading else "MainThread"
        line = line_of(sys._getframe(2), self.script)  # noqa: SLF001 - the only way
        # Read now: a process forgets its target when it has started.
        run = getattr(target, "_target", None)
        self.control.tell(CallBegan(number, name, _pid_of(target), clock(), line, thread))
        try:
            return original(target, *args, **kwargs)
        finally:
            self.control.tell(CallReturned(number, clock()))
            if name == "start" and (pid := _pid_of(target)) is not None:
                module = getattr(run, "__module__", None) or type(target).__module__
                self.control.tell(ProcessStarted(number, pid, target.name, module))

    def _poll(
        self, _: str, original: Callable[..., Any], /, popen: Any, *args: Any, **kwargs: Any
    ) -> Any:
        # All ways to learn of a child's end go through its Popen's poll().
        status = original(popen, *args, **kwargs)
        if status is not None:
            self.control.tell(ProcessExited(popen.pid, status, clock()))
        return status


_WATCHED = {
    "multiprocessing.process": ("BaseProcess", ("start", "join", "terminate", "kill")),
    "multiprocessing.pool": ("ApplyResult", ("get",)),
    "multiprocessing.popen_fork": ("Popen", ("poll",)),
    "multiprocessing.popen_forkserver": ("Popen", ("poll",)),
    "concurrent.futures._base": ("Future", ("result",)),
}


def _pid_of(target: Any) -> int | None:
    # Not `target.pid`: that of a closed process raises.
    return getattr(getattr(target, "_popen", None), "pid", None)


def line_of(frame: FrameType | None, script: str) -> int | None:
    """Return the innermost line of a script in a stack."""
    while frame is not None:
        if frame.f_code.co_filename == script:
            return frame.f_lineno
        frame = frame.f_back
    return None
