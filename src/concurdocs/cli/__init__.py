"""The command ``concurdocs``; what it can do stands in `concurdocs.cli._commands`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command with the arguments of this process, and exit.

    Raises:
        SystemExit: Always; with status 2 for what the command can't do, as it was called.

    """
    try:
        import click  # noqa: F401, PLC0415 - the message below is for those without it
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit('concurdocs: the command needs click: pip install "concurdocs[cli]"')
    from concurdocs.cli._commands import run_command_line  # noqa: PLC0415 - imports click

    sys.exit(run_command_line(sys.argv[1:]))
