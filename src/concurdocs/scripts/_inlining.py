"""Scripts that need nothing but Python: the tasks that a script imports, put into it.

In the repository a script is short and imports its tasks. Who downloads it has no such
module, so the download holds the tasks themselves, where an author would have written
them: below the imports.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from concurdocs.scripts._dependencies import needed_source, statement_text

_BETWEEN_FUNCTIONS = "\n\n\n"


class InliningError(ValueError):
    """A script uses a module in a way that can't be put into it; names the line."""


@dataclass(frozen=True, slots=True)
class _Import:
    """One imported name."""

    module: str
    name: str = ""
    alias: str = ""

    @property
    def text(self) -> str:
        """The name as it stands behind ``import``."""
        name = self.name or self.module
        return f"{name} as {self.alias}" if self.alias else name


def inline(script: str, module_name: str, module: str, script_name: str = "script") -> str:
    """Put the functions that a script imports from a module into the script.

    Args:
        script: The script's text.
        module_name: The module's full name.
        module: The module's text.
        script_name: What to call the script in errors.

    Returns:
        The script without the import; as it was if it does not import the module.

    Raises:
        InliningError: It imports the module as a whole, or has a name of its own that a
            function would take.

    """
    tree = ast.parse(script)
    statements = [statement for statement in tree.body if _imports(statement, module_name)]
    for node in ast.walk(tree):
        if _imports(node, module_name) and node not in statements:
            msg = (
                f"{script_name}, line {getattr(node, 'lineno', 0)}: import from {module_name} "
                "at the top level, or the function can't be put into the download"
            )
            raise InliningError(msg)
    if not statements:
        return script
    wanted: dict[str, str] = {}
    for statement in statements:
        if not isinstance(statement, ast.ImportFrom) or statement.names[0].name == "*":
            msg = (
                f"{script_name}, line {statement.lineno}: write 'from {module_name} import "
                "name', so that just what is used is put into the download"
            )
            raise InliningError(msg)
        wanted.update({alias.name: alias.asname or alias.name for alias in statement.names})
    needed = ast.parse(source := needed_source(module, wanted))
    imports = [node for node in needed.body if isinstance(node, ast.Import | ast.ImportFrom)]
    functions = [statement_text(source, node) for node in needed.body if node not in imports]
    _check_names(tree, needed, script_name)
    renamed = [f"{alias} = {name}" for name, alias in wanted.items() if alias != name]
    return _put_in(script, tree, statements, _used_imports(imports, functions), functions + renamed)


def _imports(node: ast.AST, module: str) -> bool:
    if isinstance(node, ast.ImportFrom):
        package, _, last = module.rpartition(".")
        names = {alias.name for alias in node.names}
        return not node.level and (
            node.module == module or (node.module == package and last in names)
        )
    return isinstance(node, ast.Import) and any(alias.name == module for alias in node.names)


def _check_names(script: ast.Module, needed: ast.Module, script_name: str) -> None:
    """Refuse if a function or constant would take a name that the script has already."""
    taken = {
        node.name
        for node in needed.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    for node in ast.walk(script):
        name = getattr(node, "name", None)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and name in taken:
            msg = (
                f"{script_name}, line {node.lineno}: '{name}' is also a function that the "
                "download needs; choose another name"
            )
            raise InliningError(msg)


def _names(node: ast.stmt) -> list[_Import]:
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        return [_Import(module, alias.name, alias.asname or "") for alias in node.names]
    if isinstance(node, ast.Import):
        return [_Import(alias.name, "", alias.asname or "") for alias in node.names]
    return []


def _used_imports(imports: list[ast.Import | ast.ImportFrom], functions: list[str]) -> set[_Import]:
    used = {
        node.id
        for function in functions
        for node in ast.walk(ast.parse(function))
        if isinstance(node, ast.Name)
    }
    return {
        name
        for statement in imports
        for name in _names(statement)
        if (name.alias or name.name or name.module.partition(".")[0]) in used
    }


def _put_in(
    script: str,
    tree: ast.Module,
    statements: list[ast.stmt],
    imports: set[_Import],
    functions: list[str],
) -> str:
    """Replace the import by merged imports and, below them, the functions."""
    lines = script.splitlines()
    group = _import_group(tree, statements[0], lines)
    # Imports made elsewhere in the script before the functions run would do, but a reader
    # looks for them at the top.
    others = (statement for statement in group if statement not in statements)
    merged = {name for statement in others for name in _names(statement)} | imports
    first, last = group[0].lineno - 1, group[-1].end_lineno or group[-1].lineno
    for statement in statements:
        if statement not in group:
            lines[statement.lineno - 1 : statement.end_lineno] = [""] * (
                (statement.end_lineno or statement.lineno) - statement.lineno + 1
            )
    head = "\n".join(lines[:first])
    tail = "\n".join(lines[last:]).strip("\n")
    body = [_import_text(merged)] if merged else []
    parts = [*body, *functions, tail]
    text = _BETWEEN_FUNCTIONS.join(part for part in parts if part)
    return (f"{head}\n{text}" if head else text).rstrip("\n") + "\n"


def _import_group(tree: ast.Module, statement: ast.stmt, lines: list[str]) -> list[ast.stmt]:
    """Return the run of imports that a statement stands in, with nothing but blanks between."""
    index = tree.body.index(statement)
    first = last = index
    while first > 0 and _adjoins(tree.body[first - 1], tree.body[first], lines):
        first -= 1
    while last + 1 < len(tree.body) and _adjoins(tree.body[last], tree.body[last + 1], lines):
        last += 1
    return tree.body[first : last + 1]


def _adjoins(before: ast.stmt, after: ast.stmt, lines: list[str]) -> bool:
    kinds = ast.Import | ast.ImportFrom
    if not (isinstance(before, kinds) and isinstance(after, kinds)):
        return False
    return not any(line.strip() for line in lines[before.end_lineno or 0 : after.lineno - 1])


def _import_text(names: set[_Import]) -> str:
    """Write imports as a well-kept script has them: modules first, each list sorted."""
    plain = sorted(name.text for name in names if not name.name)
    by_module: dict[str, list[str]] = {}
    for name in names:
        if name.name:
            by_module.setdefault(name.module, []).append(name.text)
    lines = [f"import {text}" for text in plain]
    lines += [
        f"from {module} import {', '.join(sorted(by_module[module]))}"
        for module in sorted(by_module)
    ]
    return "\n".join(lines)
