"""Downloads of the site in both languages."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

import pytest

from concurdocs.scripts import inline
from concurdocs.scripts._translation import check_texts, translate
from helpers.downloads import TASKS
from helpers.places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

PATHS = sorted(EXAMPLES.glob("*/plot_*.py"))


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_download_is_the_same_code_in_both_languages_and_needs_no_package(path: Path) -> None:
    script, sidecar = path.read_text(encoding="utf-8"), path.with_suffix(".zh.rst")
    chinese = sidecar.read_text(encoding="utf-8")
    problems = check_texts(script, chinese, (path.name, sidecar.name))
    both = (script, translate(script, chinese))
    texts = [inline(text, "concurdocs.tasks", TASKS, path.name) for text in both]

    assert [] == problems
    assert texts[0] != texts[1]
    assert code_of(texts[0]) == code_of(texts[1])
    assert set() == imported_by(texts[0]) - sys.stdlib_module_names


def code_of(script: str) -> str:
    tree = ast.parse(script)
    assert ast.get_docstring(tree)
    del tree.body[0]
    return ast.dump(tree)


def imported_by(script: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(script)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}
