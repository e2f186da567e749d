"""The commands: ``concurdocs run SCRIPT [ARGS…]``."""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import signal
import tokenize
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

import concurdocs
from concurdocs.cli._console import Console, wants_colour
from concurdocs.cli._interruption import Interruption
from concurdocs.cli._reports import Reports, page, record_json, trace_json
from concurdocs.drawing import LANGUAGES
from concurdocs.recording import RunRequest, record
from concurdocs.runs import FailureKind
from concurdocs.scripts import OptionError, ScriptOptions, read_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from concurdocs.runs import Failure, Run

_BY_SIGNAL = 128
"""What shells add to a signal's number to have an exit status."""

_SHOWN_BY_ITSELF = frozenset({FailureKind.EXCEPTION, FailureKind.EXIT})
"""Failures that need no word: a traceback is in the output, a status is passed on."""

_STDOUT = 1
_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What ``concurdocs run`` is called with.

    Attributes:
        script: The script, as it was named.
        arguments: What the script is given.
        html: Where to write the page; None for nowhere, as with the next two.
        json: Where to write the record.
        trace: Where to write the trace.
        language: Of the page.
        start_method: Default start method of the script; None for Python's.
        time_limit: Seconds; None for what the script says.
        color: Whether to colour the output.

    """

    script: str
    arguments: tuple[str, ...]
    html: Path | None
    json: Path | None
    trace: Path | None
    language: str
    start_method: str | None
    time_limit: float | None
    color: Literal["auto", "always", "never"]

    @property
    def coloured(self) -> bool:
        """Whether the output has colours where it goes."""
        return self.color == "always" or (self.color == "auto" and wants_colour(_STDOUT))

    @property
    def reports(self) -> list[tuple[Path, Callable[[Run], str]]]:
        """The files to write, each with what makes its text."""
        renderers = (
            (self.html, page(self.language)), (self.json, record_json), (self.trace, trace_json),
        )  # fmt: skip
        return [(file, render) for file, render in renderers if file is not None]


def run_command_line(arguments: Sequence[str]) -> int:
    """Do what a command line asks for.

    Args:
        arguments: The command line, without the program's name.

    Returns:
        The exit status: the script's, 128 + N if signal N ended it; 2 for what can't be
        done, after one line that says why.

    """
    try:
        status = cli.main(list(arguments), prog_name="concurdocs", standalone_mode=False)
    except click.ClickException as error:
        _say(error.format_message())
        return 2
    except click.Abort:  # Ctrl-C before or after the script
        return _BY_SIGNAL + signal.SIGINT
    return status if isinstance(status, int) else 0


def _say(message: str) -> None:
    click.echo(f"concurdocs: {' '.join(message.split())}", err=True)


@click.group(invoke_without_command=True)
@click.version_option(
    concurdocs.__version__, prog_name="concurdocs", message="%(prog)s %(version)s"
)
@click.pass_context
def cli(context: click.Context) -> None:
    """See what every process of a Python script did."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


# What stands behind SCRIPT is the script's, whatever it looks like.
@cli.command(
    context_settings={"allow_interspersed_args": False},
    short_help="Run a script and record what each of its processes does.",
)
@click.option("--html", type=_FILE, metavar="FILE", help="Write a page with figure and replay.")
@click.option("--json", type=_FILE, metavar="FILE", help="Write the record of the run.")
@click.option("--trace", type=_FILE, metavar="FILE", help="Write a trace that Perfetto opens.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the page.",
)
@click.option(
    "--start-method",
    type=click.Choice(multiprocessing.get_all_start_methods()),
    help="How multiprocessing starts processes, unless the script says so itself.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End the script and all its processes after this time.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether to give the output of each process a colour.",
)
@click.argument("script")
@click.argument("arguments", metavar="[ARGS]...", nargs=-1, type=click.UNPROCESSED)
def run(**values: Any) -> int:  # noqa: ANN401 - click has checked them
    """Run SCRIPT with ARGS as python would, and record what each of its processes does.

    Its output, errors included, appears on standard output as it comes. Input, Ctrl-C and
    the exit status are the script's own; press Ctrl-C a second time to end all its
    processes at once.
    """
    return _run(RunOptions(**values))


def _run(options: RunOptions) -> int:
    path = Path(options.script)
    script_options = _script_options(options)
    console = Console(_STDOUT, coloured=options.coloured)
    interruption = Interruption()

    def interrupted() -> bool:
        console.settle()
        return interruption.requested() or console.error is not None

    request = RunRequest(
        options=script_options,
        arguments=options.arguments,
        folder=Path.cwd(),
        argv0=options.script,
        start_method=options.start_method,
        own_session=False,
        stdin=None,
        on_start=console.set_main,
        on_output=console.add,
        interrupted=interrupted,
    )
    with Reports(path) as reports:
        for file, render in options.reports:
            with _telling("can't write {}: {}"):
                reports.add(file, render)
        with _telling("can't run {}: {}"), interruption:
            recorded = record(path, (), request)
        console.finish()
        with _telling("can't write {}: {}"):
            reports.write(recorded)
    return _end(recorded, console, interruption)


def _script_options(options: RunOptions) -> ScriptOptions:
    """Return how the script is to be run: its comments count, the command line before them."""
    source = _read(Path(options.script))
    default = ScriptOptions(time_limit=math.inf, failing_children=True)
    try:
        script_options = read_options(source, options.script, default)
    except OptionError as error:
        raise click.ClickException(str(error)) from None
    if options.time_limit is None:
        return script_options
    return replace(script_options, time_limit=options.time_limit)


def _read(script: Path) -> str:
    """Read the script, in the encoding it says it has."""
    if script.exists() and not script.is_file():
        msg = f"can't run {script}: it is {'a folder' if script.is_dir() else 'no regular file'}"
        raise click.ClickException(msg)
    try:
        with _telling("can't read {}: {}"), tokenize.open(script) as file:
            return file.read()
    except (SyntaxError, UnicodeDecodeError) as error:
        msg = f"can't read {script}: {error}"
        raise click.ClickException(msg) from None


@contextlib.contextmanager
def _telling(message: str) -> Iterator[None]:
    """Turn an error of the operating system into one line, with its file and its reason."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(message.format(error.filename, error.strerror)) from None


def _end(recorded: Run, console: Console, interruption: Interruption) -> int:
    """Say what the script could not say itself, and return its exit status."""
    if isinstance(console.error, BrokenPipeError):  # as a program that writes to `head`
        return _BY_SIGNAL + signal.SIGPIPE
    if console.error is not None:
        msg = f"can't write the output: {console.error.strerror}"
        raise click.ClickException(msg)
    if recorded.failure is not None and recorded.failure.kind not in _SHOWN_BY_ITSELF:
        _say(f"{recorded.script}, line {recorded.failure.line}: {_reason(recorded.failure)}")
    if interruption.signal is not None:
        return _BY_SIGNAL + interruption.signal
    status = recorded.exit_status or 0
    return status if status >= 0 else _BY_SIGNAL - status


def _reason(failure: Failure) -> str:
    if failure.kind == FailureKind.TIME_LIMIT:
        # Who gives a limit as an option need not be told of the comment for it.
        return failure.message.rpartition("; ")[0]
    return failure.message
