"""The hooks and sphinx-gallery agree on what there is to execute, or it is said."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sphinx_gallery.gen_gallery import DEFAULT_GALLERY_CONF

from concurdocs.sphinxext.gallery._hooks import (
    BeginScript,
    ExampleFailed,
    PlayBlock,
    UnforeseenStepError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def begin(tmp_path: Path) -> Callable[..., None]:
    """Let sphinx-gallery begin to execute a script, given by its text."""

    def begin_script(text: str, task_modules: tuple[str, ...] = ()) -> None:
        script = tmp_path / "plot_steps.py"
        script.write_text(text, encoding="utf-8")
        conf = {**DEFAULT_GALLERY_CONF, "src_dir": str(tmp_path), "image_scrapers": ()}
        images = SimpleNamespace(image_path=str(tmp_path / "images" / "sphx_glr_steps_{0:03}.png"))
        hook = BeginScript(lambda *_: [], str(tmp_path / "runs"), "", task_modules)
        hook(conf, {"src_file": str(script), "image_path_iterator": images})

    return begin_script


def block(module: SimpleNamespace | None = None) -> Any:  # noqa: ANN401 - as sphinx-gallery has it
    """Return what sphinx-gallery would call to execute a block."""

    def execute() -> None:
        pytest.fail("executed outside the stage")

    execute.__dict__.update(code=None, fake_main=module)
    return execute


def test_what_is_foreseen_is_played(begin: Callable[..., None]) -> None:
    module = SimpleNamespace()
    begin('"""\nSteps\n=====\n"""\nprint(1)\n# %%\n# Text\n2 + 3\n')

    # One for each block, and one for each expression at a block's end.
    results = [PlayBlock()(block(module))[1] for _ in range(4)]

    assert [None] * 4 == results
    assert "5" == repr(module.__dict__["___"])


def test_more_than_is_foreseen_is_an_error_that_says_so(begin: Callable[..., None]) -> None:
    begin('"""\nSteps\n=====\n"""\na = 1\n')
    PlayBlock()(block())

    with pytest.raises(UnforeseenStepError) as caught:
        PlayBlock()(block())

    assert str(caught.value).startswith("plot_steps.py: sphinx-gallery ")
    assert "'# concurdocs: stage = false'" in str(caught.value)


def test_trial_call_is_left_to_sphinx_gallery() -> None:
    assert (0.0, 7) == PlayBlock()(lambda: 7)


def test_a_task_module_that_cannot_be_read_is_told_where_its_script_runs(
    begin: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "latin.py").write_bytes(
        "# -*- coding: latin-1 -*-\ndef é(): pass\n".encode("latin-1")
    )
    monkeypatch.syspath_prepend(tmp_path)

    # Not here, where it would end the build of all scripts.
    begin('"""\nSteps\n=====\n"""\nfrom latin import é\n', ("latin",))

    with pytest.raises(ExampleFailed, match="can't decode byte 0xe9"):
        PlayBlock()(block())
