"""A gallery by others, built once for all tests that look at its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.sphinx_projects import Build, Project


@pytest.fixture(scope="session")
def foreign_project(new_project: Callable[[str], Project]) -> Project:
    return new_project("foreign")


@pytest.fixture(scope="session")
def foreign_site(foreign_project: Project) -> Build:
    """The project's pages; whoever changes its sources makes a project of their own."""
    return foreign_project.build()
