"""The project's own examples: the record has each line that a terminal shows."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import pytest

from helpers.places import DATA, EXAMPLES
from helpers.recordings import SOURCE_FOLDER

SCRIPTS = DATA / "scripts"
USUALLY = {
    "plot_executor_async",
    "plot_executor_sync",
    "plot_function",
    "plot_join_parallel",
    "plot_join_series",
    "plot_memory",
    "plot_pids",
    "plot_subclass",
}
"""All examples take minutes: they are compared where ``ALL_EXAMPLES`` is set."""
NAMES = sorted(
    path.relative_to(EXAMPLES).as_posix()
    for path in EXAMPLES.rglob("plot_*.py")
    if path.stem in USUALLY or "ALL_EXAMPLES" in os.environ
)
METHODS = multiprocessing.get_all_start_methods()
AT_ONCE = 6
"""They sleep more than they compute."""

Compared: TypeAlias = "dict[tuple[str, str], subprocess.CompletedProcess[str]]"


def compare(name: str, method: str) -> subprocess.CompletedProcess[str]:
    """Run one example both ways, in a process of its own."""
    return subprocess.run(
        [sys.executable, SCRIPTS / "record_and_run.py", EXAMPLES / name, method],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": SOURCE_FOLDER},
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="session")
def compared() -> Compared:
    """Run the examples with all start methods, several at a time."""
    cases = [(name, method) for method in METHODS for name in NAMES]
    with ThreadPoolExecutor(AT_ONCE) as executor:
        return dict(zip(cases, executor.map(lambda case: compare(*case), cases), strict=True))


def test_the_examples_are_found() -> None:
    assert set() == USUALLY - {Path(name).stem for name in NAMES}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_prints_what_it_prints_in_a_terminal(
    compared: Compared, name: str, method: str
) -> None:
    done = compared[name, method]
    assert "" == done.stderr
    found = json.loads(done.stdout)

    assert None is found["failure"]
    assert [] != found["terminal"]
    assert found["terminal"] == found["recorded"]
