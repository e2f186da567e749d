"""What the examples give processes and pools to do.

Each function stands alone: it uses the imports below and, at most, other functions of
this module, and no module-level state. So that a function is found again in a process
started by ``spawn`` or ``forkserver``, all of them are at module level and are pickled
by their name.

Only the standard library is imported, and the module runs on any Python from 3.10.
"""

# No `from __future__ import annotations`: a function copied out of this module into a
# script keeps working with nothing but the imports it names.
import os
import socket
import sys
import time
from typing import NoReturn

__all__ = [
    "burn",
    "echo",
    "exit_with",
    "fail",
    "introduce",
    "nap",
    "square",
    "square_slowly",
    "work",
    "write_raw",
]


def nap(name: str, seconds: float) -> str:
    """Sleep, and print when that starts and ends.

    A sleeping process waits without using a CPU.

    Args:
        name: Who naps; it begins both printed lines.
        seconds: How long to sleep, in seconds.

    Returns:
        The name.

    Raises:
        ValueError: The time is negative.

    """
    print(f"{name} starts")
    time.sleep(seconds)
    print(f"{name} ends")
    return name


def burn(units: int) -> int:
    """Keep one CPU busy with a set amount of arithmetic, and print nothing.

    The amount of work is the same each time; how long it takes depends on the machine.

    Args:
        units: How much to do, 0 or more; one unit takes a core a few milliseconds.

    Returns:
        A checksum, the same for the same number of units.

    """
    checksum = 1
    for number in range(units * 50_000):
        checksum = (checksum * 31 + number) % 1_000_003
    return checksum


def work(name: str, units: int) -> int:
    """Keep one CPU busy as `burn` does, and print when that starts and ends.

    Args:
        name: Who works; it begins both printed lines.
        units: How much to do, 0 or more; one unit takes a core a few milliseconds.

    Returns:
        The checksum of `burn`.

    """
    print(f"{name} starts")
    checksum = burn(units)
    print(f"{name} ends")
    return checksum


def square(number: int) -> int:
    """Square a number, and print which process does it.

    Args:
        number: The number.

    Returns:
        Its square.

    """
    print(f"{number} squared in process {os.getpid()}")
    return number * number


def square_slowly(number: int, seconds: float) -> int:
    """Square a number as `square` does, and sleep before returning.

    Args:
        number: The number.
        seconds: How long to sleep, in seconds.

    Returns:
        Its square.

    Raises:
        ValueError: The time is negative.

    """
    result = square(number)
    time.sleep(seconds)
    return result


def introduce(name: str) -> None:
    """Print a name, the pid of the process that runs this, and its parent's pid.

    Args:
        name: Who introduces itself.

    """
    print(f"{name}: process {os.getpid()}, child of process {os.getppid()}")


def fail(message: str) -> NoReturn:
    """Raise an exception.

    Args:
        message: What the exception says.

    Raises:
        ValueError: Always.

    """
    raise ValueError(message)


def exit_with(status: int) -> NoReturn:
    """End the process by `sys.exit`.

    Args:
        status: The exit status, 0 for success up to 255.

    Raises:
        SystemExit: Always; where nothing catches it the process ends.

    """
    sys.exit(status)


def echo(connection: socket.socket) -> None:
    """Send back what arrives until the peer sends no more, then close the socket.

    Args:
        connection: A connected socket, in blocking mode.

    Raises:
        OSError: The connection broke, for example because the peer reset it.

    """
    with connection:
        while received := connection.recv(4096):
            connection.sendall(received)


def write_raw(data: bytes) -> None:
    """Write bytes to the standard output of the process, past `sys.stdout` and its buffer.

    Args:
        data: What to write.

    Raises:
        OSError: Nobody can receive it, for example because a pipe was closed.

    """
    while data:
        # The kernel may take fewer bytes than it is offered, and says how many it took.
        data = data[os.write(1, data) :]
