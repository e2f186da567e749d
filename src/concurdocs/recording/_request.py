"""What to run, and how."""

from __future__ import annotations

import ast
import contextlib
import subprocess
import tokenize
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concurdocs.scripts import ScriptOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code to run.

    Attributes:
        text: The code.
        first_line: Number of its first line in the script.
        name: Its name, for chapters that refer to it.
        show: Methods to ask the value of its last expression for a representation.
        picture_scales: In which resolutions to save the matplotlib figures open at its end,
            1 being the script's own; none for not at all.

    """

    text: str
    first_line: int = 1
    name: str = ""
    show: tuple[str, ...] = ()
    picture_scales: tuple[float, ...] = ()

    @property
    def last_line(self) -> int:
        """Number of its last line in the script."""
        return self.first_line + self.text.rstrip("\n").count("\n")


@dataclass(frozen=True, slots=True)
class Program:
    """The script to run, in its blocks.

    Attributes:
        script: The file.
        code_blocks: Its blocks of code; one at least.
        whole: Whether it runs as a whole, not in blocks that each have an output.

    """

    script: Path
    code_blocks: tuple[CodeBlock, ...]
    whole: bool

    @classmethod
    def read(cls, script: Path, code_blocks: Sequence[CodeBlock]) -> Program:
        """Take the blocks, or where there are none, the file as a whole.

        Raises:
            OSError: It can't be read.
            SyntaxError: It names an encoding that there is not.

        """
        script = script.absolute()  # links stay, as in the interpreter's own `__file__`
        if code_blocks:
            return cls(script, tuple(code_blocks), whole=False)
        with tokenize.open(script) as file:  # in the encoding it says it has
            return cls(script, (CodeBlock(file.read()),), whole=True)

    def docstring(self) -> str | None:
        """Return the script's docstring, which may stand outside of its blocks."""
        with contextlib.suppress(SyntaxError, ValueError):
            return ast.get_docstring(ast.parse(self.script.read_bytes()), clean=False)
        return None

    def block_at(self, line: int, default: int) -> int:
        """Return the index of the block that holds a line of the script."""
        for index, block in enumerate(self.code_blocks):
            if block.first_line <= line <= block.last_line:
                return index
        return default


@dataclass(frozen=True)
class RunRequest:
    """How to run a script.

    Attributes:
        options: What the script itself asks for.
        arguments: Its command line, without its name.
        folder: Where it runs; None for its own folder.
        argv0: What it finds in ``sys.argv[0]``; None for its name, and with `folder` its path.
        path: Folders to import from besides the script's and the interpreter's.
        environment: Variables to set on top of this process's.
        start_method: Default start method of `multiprocessing`; None for the platform's.
        picture_folder: Where to save matplotlib figures; None for nowhere.
        path_names: Folders not to be shown, and what to show instead.
        attribute: Whether to ask the kernel who writes.
        own_session: Whether the script gets a session of its own, out of reach of the
            terminal's signals; without one it can read from the terminal.
        stdin: Descriptor of its standard input; None for this process's own.
        on_start: Called with the number of the script's process before its first line runs.
        on_output: Called with writer and bytes as they come.
        interrupted: Asked 20 times a second or more often; once it says yes, the run is
            ended, and its record, so far as it got, returned.

    """

    options: ScriptOptions = field(default_factory=ScriptOptions)
    arguments: tuple[str, ...] = ()
    folder: Path | None = None
    argv0: str | None = None
    path: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    start_method: str | None = None
    picture_folder: Path | None = None
    path_names: Mapping[str, str] = field(default_factory=dict)
    attribute: bool = True
    own_session: bool = True
    stdin: int | None = subprocess.DEVNULL
    on_start: Callable[[int], None] | None = None
    on_output: Callable[[int, bytes], None] | None = None
    interrupted: Callable[[], bool] | None = None
