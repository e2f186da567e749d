"""What the texts of a script and their translation beside it must have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.parity_tree import Tree, make_tree, told

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT, TEXTS = "examples/plot_wait.py", "examples/plot_wait.zh.rst"
LINK = (
    "link to https://docs.python.org/zh-cn/3/library/multiprocessing.html is missing in the other "
    "language"
)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return make_tree(tmp_path)


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "message", "other", "advice"),
    [
        (TEXTS, ".. %% setup\n\n给进程起个名字。\n", "",
         f"{SCRIPT}:9", "text 'setup' is missing in the other language",
         f"{TEXTS}:1", "write it behind a line '.. %% setup', or remove it there"),
        (SCRIPT, "# The process is given a name.\n", "",
         f"{TEXTS}:7", "text 'setup' is missing in the script",
         f"{SCRIPT}:1", "write it behind '# %% setup', or remove it there"),
        (SCRIPT, "# %% setup", "# %%",
         f"{SCRIPT}:9", "a text has no name behind '# %%'",
         f"{TEXTS}:1", "have the translation behind that name here"),
        (TEXTS, "等待\n====\n\n``join``要多久？见 :ref:`waiting` 。\n", "",
         f"{TEXTS}:1", "no title and introduction at the beginning",
         f"{SCRIPT}:1", f"write in {TEXTS} what stands here"),
        (TEXTS, ":ref:`waiting`", "",
         f"{SCRIPT}:5", "role {ref}`waiting` is missing in the other language",
         f"{TEXTS}:1", "write it in this section, or remove it there"),
        (SCRIPT, "https://docs.python.org/3/library/multiprocessing.html", "it",
         f"{TEXTS}:12", LINK, f"{SCRIPT}:13", "write it in this section, or remove it there"),
    ],
)  # fmt: skip
def test_texts_of_scripts_are_compared(  # noqa: PLR0913, PLR0917 - a row of the table
    tree: Tree, name: str, old: str, new: str, place: str, message: str, other: str, advice: str
) -> None:
    tree.edit(name, old, new)

    assert told(place, message, other, advice) in tree.structure()


def test_names_of_the_python_reference_are_compared_in_scripts(tree: Tree) -> None:
    tree.edit(SCRIPT, "How long does", "How long, says :py:meth:`~threading.Thread.join`, does")
    tree.edit(TEXTS, "要多久？", "要多久（:py:meth:`threading.Thread.run`）？")

    assert [
        told(
            f"{SCRIPT}:5",
            "role {py:meth}`threading.Thread.join` is not the same in the other language",
            f"{TEXTS}:4",
            "role {py:meth}`threading.Thread.run` stands here; make the two the same",
        )
    ] == tree.structure()
