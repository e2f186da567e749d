"""What a build knows of its scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concurdocs.runs import Run, Store
from concurdocs.sphinxext.gallery._registry import ExampleRegistry
from helpers.places import DATA

if TYPE_CHECKING:
    from pathlib import Path

RUN = Run.load(DATA / "runs" / "synthetic.json")


def test_a_run_is_worked_out_once(tmp_path: Path) -> None:
    registry = ExampleRegistry(Store(tmp_path), wants_memory=False)

    first = registry.timeline(RUN, "en")

    assert RUN is first.run
    assert first is registry.timeline(RUN, "en")
    other = replace(RUN)
    assert other is registry.timeline(other, "en").run
