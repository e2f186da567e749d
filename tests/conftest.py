"""Fixtures of several test files."""

from __future__ import annotations

import shutil
import signal
from typing import TYPE_CHECKING

import pytest

from helpers.places import DATA
from helpers.sphinx_projects import Project

if TYPE_CHECKING:
    from collections.abc import Callable

ROOTS = DATA / "roots"


def pytest_configure() -> None:
    """Let the programs under test be interrupted.

    A shell without job control has what it starts in the background ignore SIGINT, and all
    their children inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Project]:
    """Make a copy of one of the projects in ``tests/data/roots``, by name."""

    def make(name: str) -> Project:
        folder = tmp_path_factory.mktemp(name, numbered=True) / "project"
        shutil.copytree(ROOTS / f"test-{name}", folder)
        return Project(folder)

    return make
