"""The task functions that a script imports: their source, and the script with them in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from concurdocs._files import module_file
from concurdocs.scripts import imported_names, inline, needed_source

if TYPE_CHECKING:
    from pathlib import Path


def self_contained(path: Path, modules: tuple[str, ...]) -> str:
    """Return a script with the functions in it that it imports from some modules.

    Args:
        path: The script.
        modules: Full names of the modules.

    Raises:
        InliningError: It uses a module in a way that can't be put into it; names the line.

    """
    text = path.read_text(encoding="utf-8")
    for module in modules:
        if module.rpartition(".")[2] in text:
            text = inline(text, module, _source_of(module), path.name)
    return text


def _source_of(module: str) -> str:
    file = module_file(module)
    if file is None:
        msg = f"concurdocs_task_modules: there is no module '{module}'"
        raise ExtensionError(msg)
    return file.read_text(encoding="utf-8")


def tasks_used(path: Path, modules: tuple[str, ...]) -> str:
    """Return the source of the functions that a script imports from some modules."""
    text = path.read_text(encoding="utf-8")
    sources = []
    for module in modules:
        if module.rpartition(".")[2] not in text:
            continue
        if names := imported_names(text, module):
            source = needed_source(_source_of(module), names)
            imports = [
                (node.lineno, node.end_lineno or node.lineno)
                for node in ast.parse(source).body
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
            lines = [
                line
                for number, line in enumerate(source.splitlines(), 1)
                if not any(first <= number <= last for first, last in imports)
            ]
            sources.append("\n".join(lines).replace("\ndef ", "\n\n\ndef ").strip())
    return "\n\n\n".join(sources)
