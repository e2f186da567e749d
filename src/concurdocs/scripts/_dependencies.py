"""Which parts of a module a script uses: the names it imports and all that these need."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def imported_names(script: str, module: str) -> set[str] | None:
    """Return the names that a script imports from a module.

    Args:
        script: The script's text.
        module: The module's full name.

    Returns:
        The names; None if it imports the module as a whole or everything in it, so that
        it can't be told what it uses.

    Raises:
        SyntaxError: The script is not valid Python.

    """
    package, _, last = module.rpartition(".")
    imported: set[str] = set()
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = {alias.name for alias in node.names}
            if node.module == module:
                if "*" in names:
                    return None
                imported |= names
            elif node.module == package and names & {last, "*"}:
                return None
        elif isinstance(node, ast.Import) and any(alias.name == module for alias in node.names):
            return None
    return imported


def needed_source(module: str, names: Iterable[str]) -> str:
    """Return the statements of a module that define some names and all that these need.

    Args:
        module: The module's text.
        names: The names wanted.

    Returns:
        Their source, in the module's order. Names that the module does not define are
        passed over.

    """
    statements = ast.parse(module).body
    definers: dict[str, list[ast.stmt]] = {}
    for statement in statements:
        for name in _defined(statement):
            definers.setdefault(name, []).append(statement)
    waiting, wanted = list(names), set()
    needed: set[ast.stmt] = set()
    while waiting:
        name = waiting.pop()
        if name in wanted:
            continue
        wanted.add(name)
        for statement in definers.get(name, ()):
            if statement not in needed:
                needed.add(statement)
                waiting += _used(statement)
    return "\n".join(
        statement_text(module, statement) for statement in statements if statement in needed
    )


def statement_text(module: str, statement: ast.stmt) -> str:
    """Return the lines of a statement, those of its decorators included.

    Args:
        module: The text that the statement is parsed from.
        statement: Stands at the top level.

    """
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(module.splitlines()[first - 1 : statement.end_lineno])


def _defined(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } | {  # what an if or try at the top level defines
        node.name
        for node in ast.walk(statement)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }


def _used(statement: ast.stmt) -> set[str]:
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
