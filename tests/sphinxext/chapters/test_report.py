"""The page about the build costs nothing where there is none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from concurdocs.sphinxext.chapters._report import on_env_updated

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def test_without_a_report_no_record_is_loaded() -> None:
    # It has neither a registry nor anything else that could be asked for runs.
    app, env = SimpleNamespace(), SimpleNamespace()

    assert [] == on_env_updated(cast("Sphinx", app), cast("BuildEnvironment", env))
