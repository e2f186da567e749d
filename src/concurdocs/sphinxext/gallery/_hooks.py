"""Between sphinx-gallery and the stage: sphinx-gallery's documented hooks.

sphinx-gallery finds the scripts, splits them, decides what is stale and writes the pages.
Where it would execute a block it asks its ``show_memory`` function to do so: `PlayBlock`.
The script then runs on a stage, as a whole and in a process of its own, unless the store
has its run already, and each block gets its share of the record.

The hooks are values that compare equal from build to build, as Sphinx wants of
configuration, and can be sent to sphinx-gallery's parallel workers. What they have in
common while a script is played is therefore not in them but in this module: sphinx-gallery
executes one script at a time in a process.
"""

from __future__ import annotations

import ast
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx_gallery

from concurdocs.drawing import thumbnail_svg
from concurdocs.recording import record
from concurdocs.runs import Store, renumber_lines
from concurdocs.sphinxext.gallery._output_rst import output_rst
from concurdocs.sphinxext.gallery._pictures import pictures_rst
from concurdocs.sphinxext.gallery._scripts import Script, read_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from concurdocs.runs import DisplayedValue, Run

_NOTHING = -1
"""Stands for a block of comments alone, as before the first text of a script."""


class ExampleFailed(Exception):  # noqa: N818 - it is read by people: "ExampleFailed: ..."
    """A script did not run as it should; the message names script and line."""


class UnforeseenStepError(RuntimeError):
    """Sphinx-gallery and this module do not agree on what there is to execute in a script."""


# What reports show before the colon, without the module that nobody needs to know.
ExampleFailed.__module__ = "concurdocs"


@dataclass
class _Playback:
    """A script being played, which has the run `key` in the store.

    So far `block` was reached, and those before `unshown` shown.
    """

    script: Script
    key: str
    store: Store
    steps: Iterator[tuple[int, bool]]
    block: int = -1
    unshown: int = 0
    run: Run | None = None


_playback: _Playback | None = None
_problem: Exception | None = None


@dataclass(frozen=True)
class BeginScript:
    """Sphinx-gallery's ``reset_argv``: called once before each script that is executed.

    Args:
        inner: What was configured, which gives the script's arguments.
        store: Folder of the store.
        start_method: Default start method.
        task_modules: See `ExtensionConfig.task_modules`.

    """

    inner: Callable[..., list[str]]
    store: str
    start_method: str
    task_modules: tuple[str, ...]

    def __call__(self, gallery_conf: dict[str, Any], script_vars: dict[str, Any]) -> list[str]:
        """Prepare to play the script."""
        global _playback, _problem  # noqa: PLW0603 - see the module's docstring
        _playback = _problem = None
        _forget_thumbnails(Path(script_vars["image_path_iterator"].image_path))
        arguments = list(self.inner(gallery_conf, script_vars))
        try:
            script = read_script(
                Path(script_vars["src_file"]),
                gallery_conf,
                arguments=arguments,
                start_method=self.start_method,
            )
            key = script.key(self.task_modules)
        except Exception as error:  # noqa: BLE001 - raised where sphinx-gallery expects errors
            _problem = error
            return arguments
        if script.request.options.stage:
            store = Store(Path(self.store), self.task_modules)
            _playback = _Playback(script, key, store, _steps(script))
            # A failed run is made again, if it was not meant to fail: it may have been
            # the machine's fault.
            expected = str(script.path) in _expected(gallery_conf)
            run = store.find(key, failed=expected)
            _playback.run = run and renumber_lines(run, script.line_ranges)
        return arguments

    def __repr__(self) -> str:
        """Return the same text in every build, as Sphinx compares configurations by it."""
        return f"BeginScript({type(self.inner).__name__})"


def _forget_thumbnails(template: Path) -> None:
    """Remove what a script had in the gallery's list; it gets a new one, perhaps of another kind.

    Of a script that fails, sphinx-gallery has a bitmap, which would get the suffix of our drawing,
    and whichever is older would be shown.
    """
    template.with_name(template.name.format(1)).with_suffix(".svg").unlink(missing_ok=True)
    name = template.name.partition("_{0")[0]
    for suffix in (".png", ".svg"):
        (template.parent / "thumb" / f"{name}_thumb{suffix}").unlink(missing_ok=True)


def _expected(gallery_conf: Mapping[str, Any]) -> set[str]:
    return {
        str(Path(gallery_conf["src_dir"], path).resolve())
        for path in gallery_conf["expected_failing_examples"]
    }


def _steps(script: Script) -> Iterator[tuple[int, bool]]:
    """Foresee sphinx-gallery's calls: for each block one, two if it ends in an expression.

    Yields:
        The block's index, `_NOTHING` if it holds no code, and whether it is its expression.

    """
    code_blocks = enumerate(script.code_blocks)
    for has_code in script.has_code:
        if not has_code:
            yield _NOTHING, False
            continue
        index, source = next(code_blocks)
        try:
            body = ast.parse(source.text).body
        except SyntaxError:
            return  # sphinx-gallery finds that itself, before it would call
        yield index, False
        if body and isinstance(body[-1], ast.Expr):
            yield index, True


@dataclass(frozen=True)
class PlayBlock:
    """Sphinx-gallery's ``show_memory``: called instead of executing a block."""

    def __call__(self, func: Callable[[], Any]) -> tuple[float, Any]:
        """Play what sphinx-gallery would execute.

        Args:
            func: Executes it; has its code and the module it would run in.

        Returns:
            The largest memory use of the run in MB, and what `func` would return.

        """
        if not hasattr(func, "code"):  # the trial call before a script
            return 0.0, func()
        return _sg_call_memory_on_stage(func)


def _sg_call_memory_on_stage(func: Any) -> tuple[float, Any]:  # noqa: ANN401 - see PlayBlock
    # sphinx-gallery cuts off tracebacks up to a function with this beginning of a name.
    if _problem is not None:
        msg = str(_problem)
        raise ExampleFailed(msg)
    playback = _playback
    if playback is None:
        return 0.0, func()
    index, last_expression = _next_step(playback)
    playback.block = index
    if index == _NOTHING:
        return 0.0, None
    run = playback.run or _run_on_stage(playback)
    playback.run = run
    failure = run.failure
    if failure is not None and failure.block == index:
        msg = f"{run.script}, line {failure.line}: {failure.message}"
        raise ExampleFailed(msg)
    if last_expression:
        value = run.blocks[index].displayed
        func.fake_main.__dict__["___"] = None if value is None else _stand_in(value)
    return run.peak_memory / 2**20, None


def _next_step(playback: _Playback) -> tuple[int, bool]:
    try:
        return next(playback.steps)
    except StopIteration:
        msg = (
            f"{playback.script.path.name}: sphinx-gallery {sphinx_gallery.__version__} executes "
            "more pieces of code than concurdocs foresees, so it can't tell what this one is; "
            "write '# concurdocs: stage = false' into the script to have sphinx-gallery run it"
        )
        raise UnforeseenStepError(msg) from None


def _run_on_stage(playback: _Playback) -> Run:
    script = playback.script
    with tempfile.TemporaryDirectory(prefix="concurdocs-pictures-") as folder:
        request = replace(script.request, picture_folder=Path(folder))
        run = record(script.path, script.code_blocks, request)
        playback.store.keep(playback.key, run, Path(folder))
    return run


def _stand_in(value: DisplayedValue) -> object:
    """Return an object that represents itself as the value on the stage did."""

    def answer(_: object) -> str:
        return value.text

    def refuse(_: object) -> str:
        raise NotImplementedError

    methods = dict.fromkeys(("__repr__", "__str__", "_repr_html_"), refuse)
    return type(
        value.type_name.rpartition(".")[2],
        (),
        {
            **methods,
            value.method: answer,
            "__module__": value.type_module,
            "__qualname__": value.type_name,
        },
    )()


@dataclass(frozen=True)
class ShowOutput:
    """An image scraper of sphinx-gallery's: gives a block's pictures and its output."""

    def __call__(
        self, _block: tuple[str, str, int], block_vars: dict[str, Any], gallery_conf: dict[str, Any]
    ) -> str:
        """Return rST that shows what the block drew and printed."""
        playback = _playback
        if playback is None or playback.run is None or playback.block == _NOTHING:
            return ""
        run, key, index = playback.run, playback.key, playback.block
        pictures = pictures_rst(
            run.blocks[index], playback.store.picture_folder(key), block_vars, gallery_conf
        )
        last = index + 1 == len(run.blocks)
        if last and run.failure is None and not len(block_vars["image_path_iterator"]):
            _draw_thumbnail(run, block_vars)
        # Blocks that defer their figures to a later one come without a call to here.
        outputs = [output_rst(run, key, number) for number in range(playback.unshown, index + 1)]
        playback.unshown = index + 1
        return pictures + "".join(outputs)


def _draw_thumbnail(run: Run, block_vars: dict[str, Any]) -> None:
    """Give a script that draws nothing itself a picture for the gallery's list."""
    path = Path(next(block_vars["image_path_iterator"])).with_suffix(".svg")
    path.write_text(thumbnail_svg(run), encoding="utf-8")
