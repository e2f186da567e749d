"""The player: runs a script block by block in the stage's interpreter, as Python would."""

# Runs inside the script's interpreter, whose modules it must not load for itself: hence
# the C modules where the usual ones would import dozens of others.
from __future__ import annotations
import __future__

import faulthandler
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, TracebackType

    # On the stage these stand in the same namespace, without an import.
    from concurdocs.recording.stage._calls import (  # noqa: TC004
        Calls,
        Control,
        clock,
        line_of,
        stage_pid,
    )
    from concurdocs.recording.stage._display import save_pictures, show  # noqa: TC004
    from concurdocs.recording.stage._protocol import (  # noqa: TC004
        STAGE_FILENAME,
        BlockBegan,
        BlockEnded,
        BlockFailed,
        BlockTask,
        FilesImported,
        ForkEscaped,
        StartMethodUsed,
        Task,
    )

FUTURE_FLAGS = 0
for _name in __future__.all_feature_names:
    FUTURE_FLAGS |= getattr(__future__, _name).compiler_flag


def compile_block(source: str, first_line: int, script: str, flags: int) -> tuple[CodeType, ...]:
    """Compile a block, its last expression apart from the rest.

    Args:
        source: The block's text.
        first_line: Number of its first line in the script.
        script: File name for tracebacks.
        flags: Future features that earlier blocks switched on.

    Returns:
        One code object, or two, of which the second gives the last expression's value.

    """
    # The C module behind ast: importing ast itself would load a dozen others.
    import _ast  # noqa: PLC0415

    text = "\n" * (first_line - 1) + source
    tree = compile(text, script, "exec", flags | _ast.PyCF_ONLY_AST, dont_inherit=True)
    if not (tree.body and isinstance(tree.body[-1], _ast.Expr)):
        return (compile(tree, script, "exec", flags, dont_inherit=True),)
    last = tree.body.pop()
    expression = _ast.Expression(last.value)
    return (
        compile(tree, script, "exec", flags, dont_inherit=True),
        compile(expression, script, "eval", flags, dont_inherit=True),
    )


def flush() -> None:
    """Write out what waits in the buffer, so that it belongs to the block that printed it."""
    try:  # noqa: SIM105 - contextlib is not loaded for this
        sys.stdout.flush()
    except Exception:  # noqa: BLE001, S110 - the script may have closed or replaced it
        pass


def trim(trace: TracebackType | None) -> TracebackType | None:
    """Leave the stage's own frames off the start of a traceback."""
    while trace is not None and trace.tb_frame.f_code.co_filename == STAGE_FILENAME:
        trace = trace.tb_next
    return trace


def last_line(trace: TracebackType | None, script: str) -> int | None:
    """Return the innermost line of the script in a traceback."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == script:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


class Forks:
    """Notes where the script forks.

    Not the player: what is registered here lives until the interpreter is gone, and
    ``__main__`` must be cleared before that, as after any script.
    """

    def __init__(self, script: str) -> None:
        """Watch the forks of the file `script`."""
        self.script = script
        self.line: int | None = None
        os.register_at_fork(before=self._note)

    def _note(self) -> None:
        if os.getpid() == stage_pid:
            self.line = line_of(sys._getframe(1), self.script)  # noqa: SLF001 - the only way


class Player:
    """Runs the blocks of one script in this interpreter's ``__main__``."""

    def __init__(self, control: Control, task: Task) -> None:
        """Prepare the interpreter as ``python script.py`` would.

        Args:
            control: The way to the recorder.
            task: What to run.

        """
        self.control = control
        self.script = task.script
        self.blocks = [BlockTask(*fields) for fields in task.blocks]
        self.whole = task.whole
        self.picture_folder = task.picture_folder
        sys.argv[:] = [task.argv0, *task.arguments]
        if sys.path[:1] == [""]:  # that of ``python -c``
            del sys.path[0]
        folder, *more = task.path
        sys.path[:] = [folder, *sys.path, *(name for name in more if name not in sys.path)]
        names = vars(sys.modules["__main__"])
        for name in [name for name in names if not name.startswith("__")]:
            del names[name]
        names["__file__"] = self.script
        names["__cached__"] = None
        names["__doc__"] = task.docstring
        self.forks = Forks(self.script)
        if task.start_method:
            self._prefer(task.start_method)

    @staticmethod
    def _prefer(method: str) -> None:
        # Changes the default only, so that the script may still choose for itself, as
        # set_start_method() would not let it.
        import multiprocessing.context as contexts  # noqa: PLC0415

        contexts._default_context._default_context = (  # type: ignore[attr-defined]  # noqa: SLF001
            contexts._concrete_contexts[method]  # type: ignore[attr-defined]  # noqa: SLF001
        )

    def play(self) -> None:
        """Run block after block, each when the recorder says so."""
        flags, names = 0, vars(sys.modules["__main__"])
        for index, block in enumerate(self.blocks):
            self.control.hear()
            self.control.tell(BlockBegan(index, clock()))
            try:
                codes = compile_block(block.text, block.first_line, self.script, flags)
                flags |= codes[0].co_flags & FUTURE_FLAGS
                for code in codes:
                    value = eval(code, names)  # noqa: S307 - the very purpose
                self._leave_if_child(index)
                displayed = None if value is None else show(value, block.show)
                del value
                pictures = save_pictures(self.picture_folder, index, block.picture_scales)
                flush()
            except BaseException as error:  # noqa: BLE001 - handed on as the interpreter does
                self._fail(index, error)
            self.control.tell(BlockEnded(index, clock(), displayed, pictures))
        self._tell_last()

    def _leave_if_child(self, index: int) -> None:
        """End a forked child here: the blocks that follow are its parent's."""
        if os.getpid() != stage_pid:
            if self.whole:  # its end, as in any script that forks
                sys.exit()
            self.control.tell(ForkEscaped(index, os.getpid(), self.forks.line))
            os._exit(0)

    def _fail(self, index: int, error: BaseException) -> None:
        """End as ``python script.py`` ends on an exception that nobody caught."""
        child = os.getpid() != stage_pid
        trace = trim(error.__traceback__)
        if not child:
            by_exit = isinstance(error, SystemExit)
            line = last_line(trace, self.script)
            if isinstance(error, SyntaxError) and error.filename == self.script:
                line = error.lineno
            status = getattr(error, "code", None) if by_exit else 1
            if status is not None and not isinstance(status, int):
                status = 1
            text = _one_line(error)
            self._tell_last()
            self.control.tell(BlockFailed(index, clock(), line, text, by_exit, status))
        # The interpreter itself is to end by the exception: of a KeyboardInterrupt it dies
        # as by the signal. Only the stage's own frames must not be shown.
        hook = sys.excepthook
        sys.excepthook = lambda kind, value, _: hook(kind, value.with_traceback(trace), trace)
        raise error

    def _tell_last(self) -> None:
        multiprocessing = sys.modules.get("multiprocessing")
        if multiprocessing is not None:
            method = multiprocessing.get_start_method(allow_none=True)
            # The first of all is the platform's default, says the library reference.
            default = multiprocessing.get_all_start_methods()[0]
            self.control.tell(StartMethodUsed(method or default))
        files = []
        for module in list(sys.modules.values()):
            file = getattr(module, "__file__", None)
            if isinstance(file, str) and file.endswith(".py"):
                files.append(file)
        # Frames of a message must stay below what the socket takes in one go.
        for start in range(0, len(files), 100):
            self.control.tell(FilesImported(files[start : start + 100]))


def _one_line(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = f"{kind.__module__}.{name}"
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - a broken __str__ must not hide the error
        text = ""
    return f"{name}: {text}"[:2000] if text else name


def main() -> None:
    """Run what the recorder asks for."""
    control = Control(int(sys.argv[1]))
    faults = int(sys.argv[2])
    os.set_inheritable(faults, False)
    task: Task = control.hear()
    if "PYTHONUNBUFFERED" not in os.environ and not task.buffered:
        # As on a terminal. Children that don't inherit these streams can't be told so, but
        # not to wait with anything they write.
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
        os.environ["PYTHONUNBUFFERED"] = "1"
    # No thread, no cost: the handler only runs when the recorder asks where the script is.
    faulthandler.register(task.dump_signal, file=faults, all_threads=False)
    faulthandler.enable(file=faults, all_threads=False)
    sys.meta_path.insert(0, Calls(control, task.script))
    Player(control, task).play()
