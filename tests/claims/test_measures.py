"""The table of what can be measured in a run."""

from __future__ import annotations

import inspect

import pytest

from concurdocs.claims import MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_what_a_measure_says_it_takes_is_what_it_takes(name: str) -> None:
    measure = MEASURES[name]

    assert name == measure.name
    assert len(measure.parameters) == len(inspect.signature(measure.function).parameters)
