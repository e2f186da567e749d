"""Which room of the project imports what, and what CONTRIBUTING's table allows."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PACKAGE = "concurdocs"
_SOURCE = f"src/{_PACKAGE}/"
_ROW = re.compile(r"^\| `(?P<path>[^`]+)` \|[^|]*\| (?P<allowed>[^|]*) \|$", re.MULTILINE)
_LATE = {_PACKAGE: frozenset({"sphinxext", "sphinx"}), f"{_PACKAGE}.__main__": frozenset({"cli"})}
"""What does nothing but hand on: the package's lazy ``setup``, and ``python -m concurdocs``."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import of one module.

    Attributes:
        path: The file, relative to the project.
        line: Where in it.
        importer: Full name of the file's module; empty for a script of no package.
        target: Full name of what is imported.

    """

    path: str
    line: int
    importer: str
    target: str


def read_table(contributing: str) -> dict[str, frozenset[str]]:
    """Return what each room may import, from the text of CONTRIBUTING.

    Returns:
        Rooms and other packages by the room's path, in which ``src/concurdocs/`` is left out.

    """
    return {
        match["path"].removeprefix(_SOURCE): frozenset(re.findall(r"`([^`]+)`", match["allowed"]))
        for match in _ROW.finditer(contributing)
    }


def find_imports(root: Path, folder: str) -> Iterator[Import]:
    """Find all imports in the Python files of a folder, also those for types alone."""
    # Scripts of a folder import each other by their bare names.
    siblings = {path.stem for path in (root / folder).iterdir()}
    for path in sorted((root / folder).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        module = _module(name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                targets = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                targets = [_target(root, node, alias.name) for alias in node.names]
            else:
                continue
            for target in targets:
                if module or target.partition(".")[0] not in siblings:
                    yield Import(name, node.lineno, module, target)


def _module(name: str) -> str:
    if not name.startswith(_SOURCE):
        return ""
    return name.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _target(root: Path, node: ast.ImportFrom, name: str) -> str:
    """Return the full name of the module that ``from … import name`` brings in."""
    module = "." * node.level + (node.module or "")
    below = root / "src" / module.replace(".", "/") / name
    is_module = below.is_dir() or below.with_suffix(".py").is_file()
    return f"{module}.{name}" if is_module else module


def room_of(target: str, rooms: Mapping[str, object]) -> str:
    """Return the innermost room that a module of the package is in, else its first name."""
    first, *parts = target.split(".")
    if first != _PACKAGE:
        return first
    for length in range(len(parts), 0, -1):
        path = "/".join(parts[:length])
        for room in (path, f"{path}/", f"{path}.py"):
            if room in rooms:
                return room.removesuffix("/").removesuffix(".py")
    return _PACKAGE


def violations(imports: list[Import], table: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the imports that the table does not allow, with file and line."""
    problems = []
    for one in imports:
        where = f"{one.path}:{one.line}"
        home = _home(one, table)
        allowed = _row(home, table) | _LATE.get(one.importer, frozenset())
        target = room_of(one.target, table)
        if target in sys.stdlib_module_names | {home, _PACKAGE}:
            continue
        if target not in allowed:
            problems.append(f"{where}: {home} may not import {target}")
        elif _is_private(one):
            problems.append(f"{where}: {one.target} is private to its room")
    return problems


def unneeded(imports: list[Import], table: Mapping[str, frozenset[str]]) -> list[str]:
    """Return what rows of the table allow although nobody in their rooms imports it."""
    used = {(_home(one, table), room_of(one.target, table)) for one in imports}
    return [
        f"{room} does not import {name}"
        for room, allowed in table.items()
        for name in sorted(allowed)
        if (room.removesuffix("/").removesuffix(".py"), name) not in used
    ]


def _home(one: Import, table: Mapping[str, frozenset[str]]) -> str:
    return room_of(one.importer, table) if one.importer else _folder_of(one.path, table)


def _folder_of(path: str, table: Mapping[str, frozenset[str]]) -> str:
    return next(room.rstrip("/") for room in table if path.startswith(room))


def _row(room: str, table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return next((table[name] for name in (f"{room}/", f"{room}.py") if name in table), frozenset())


def _is_private(one: Import) -> bool:
    """Whether a module is imported that another room, or a room in it, has for itself."""
    first, *names = one.target.split(".")
    for length, name in enumerate(names):
        if name.startswith("_"):
            owner = [first, *names[:length]]
            # A module at the root has a row of its own, as a room has.
            return (
                first == _PACKAGE and length > 0 and one.importer.split(".")[: length + 1] != owner
            )
    return False


def rows_that_look_down(table: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the rows that name a room which does not stand above them."""
    rooms = [room.removesuffix("/").removesuffix(".py") for room in table]
    return [
        f"{room} names {other}"
        for number, room in enumerate(rooms)
        for other in sorted(table[list(table)[number]])
        if other in rooms[number:]
    ]


def circles(imports: list[Import]) -> list[str]:
    """Return the circles of modules that import each other, each once."""
    graph: dict[str, set[str]] = {}
    for one in imports:
        # The package itself imports the extension only when Sphinx asks for it.
        if one.importer and one.importer != _PACKAGE and one.target.startswith(_PACKAGE):
            graph.setdefault(one.importer, set()).add(one.target)
    found: list[str] = []
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> None:
        if module in path:
            found.append(" → ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for target in sorted(graph.get(module, ())):
                walk(target, [*path, module])
            done.add(module)

    for module in sorted(graph):
        walk(module, [])
    return found
