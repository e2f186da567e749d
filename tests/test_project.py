"""What is written down in two places and must agree."""

from __future__ import annotations

import re
import tomllib

import pytest

import concurdocs
from helpers.places import ROOT

READMES = ("README.md", "README.zh.md")


def read(name: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def commands(readme: str) -> list[str]:
    """Return the lines of the README's shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", read(readme), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_version_is_the_projects() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]

    assert project["version"] == concurdocs.__version__


def test_readmes_give_the_same_commands() -> None:
    english, chinese = map(commands, READMES)

    assert english == chinese


@pytest.mark.parametrize("readme", READMES)
def test_readme_begins_with_one_command_each_for_site_and_tests(readme: str) -> None:
    site, tests = commands(readme)[:2]

    assert site == f"{tests} -e docs"


def test_continuous_integration_runs_the_readmes_command() -> None:
    _, tests = commands(READMES[0])[:2]

    assert f"\n    {tests} || return\n" in read(".ci/run")


@pytest.mark.parametrize("readme", READMES)
def test_readme_links_to_files_that_exist(readme: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", read(readme))

    assert links
    assert [] == [link for link in links if not (ROOT / link).exists()]
