"""The texts of an example, in the script and beside it."""

from __future__ import annotations

import pytest

from concurdocs.scripts import TextBlock, script_blocks, sidecar_blocks
from concurdocs.scripts._texts import docstring_lines

SCRIPT = '''\
# A comment.
"""
Title
=====
"""

# %% first
# One sentence.
#
#  Indented.
import os

# %%
value = os.name  # not a text

#%% last, and more
# The end.
'''


def test_texts_of_a_script_have_their_names_and_lines() -> None:
    assert [
        TextBlock("", 3, "Title\n====="),
        TextBlock("first", 8, "One sentence.\n\n Indented."),
        TextBlock("last", 17, "The end."),
    ] == script_blocks(SCRIPT)


@pytest.mark.parametrize(
    ("script", "docstring", "lines"),
    [
        ('"""One line."""\n', TextBlock("", 1, "One line."), (1, 1)),
        ('\nr"""\nTwo\n"""\n', TextBlock("", 3, "Two"), (2, 4)),
        ("value = 1\n", TextBlock("", 1, ""), None),
        ("", TextBlock("", 1, ""), None),
        ("def (\n", TextBlock("", 1, ""), None),
    ],
)
def test_docstring_of_a_script(
    script: str, docstring: TextBlock, lines: tuple[int, int] | None
) -> None:
    assert [docstring] == script_blocks(script)
    assert lines == docstring_lines(script)


def test_texts_beside_a_script_have_their_names_and_lines() -> None:
    assert [
        TextBlock("", 1, "标题\n====\n\n"),
        TextBlock("first", 5, "\n一句话。\n"),
        TextBlock("last", 8, ""),
    ] == sidecar_blocks("标题\n====\n\n.. %% first\n\n一句话。\n.. %% last\n")
