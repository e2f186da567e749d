"""Rooms import what CONTRIBUTING's table allows, and nothing goes in circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.import_rules import (
    circles,
    find_imports,
    read_table,
    rows_that_look_down,
    unneeded,
    violations,
)
from helpers.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TABLE = read_table((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))

FOLDERS = ["src/concurdocs", "examples", "docs/_ext", "docs/_tools", "benchmarks"]


def test_every_folder_of_the_package_has_a_row() -> None:
    package = ROOT / "src" / "concurdocs"
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    modules = {path.name for path in package.glob("*.py")} - {"__init__.py", "__main__.py"}

    assert set() == (rooms | modules) - set(TABLE)


def test_every_row_names_a_place_that_exists() -> None:
    folders = ROOT, ROOT / "src" / "concurdocs"

    assert [] == [name for name in TABLE if not any((folder / name).exists() for folder in folders)]


@pytest.mark.parametrize(
    "folder", ["src/concurdocs", "examples", "docs/_ext", "docs/_tools", "benchmarks"]
)
def test_rooms_import_what_the_table_allows(folder: str) -> None:
    imports = list(find_imports(ROOT, folder))

    assert imports
    assert [] == violations(imports, TABLE)


def test_every_row_names_what_is_imported_only() -> None:
    imports = [one for folder in FOLDERS for one in find_imports(ROOT, folder)]

    assert [] == unneeded(imports, TABLE)


def test_every_row_names_rooms_above_it_only() -> None:
    assert [] == rows_that_look_down(TABLE)


def test_a_row_that_names_a_room_below_it_is_found() -> None:
    table = {**TABLE, "runs/": TABLE["runs/"] | {"sphinxext/gallery", "scripts"}}

    assert ["runs names scripts", "runs names sphinxext/gallery"] == rows_that_look_down(table)


def test_no_module_imports_itself_by_a_detour() -> None:
    assert [] == circles(list(find_imports(ROOT, "src/concurdocs")))


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("runs/_run.py", "import concurdocs.recording", "runs may not import recording"),
        ("runs/_run.py", "from concurdocs import recording", "runs may not import recording"),
        ("runs/_run.py", "def f():\n    import sphinx.errors", "runs may not import sphinx"),
        ("drawing/svg/_x.py", "from concurdocs.cli import main", "drawing/svg may not import cli"),
        (
            "drawing/html/_x.py",
            "from concurdocs.drawing.svg._lanes import lane",
            "concurdocs.drawing.svg._lanes is private to its room",
        ),
        (
            "drawing/svg/_x.py",
            "from concurdocs.runs._run import Run",
            "concurdocs.runs._run is private to its room",
        ),
        (
            "recording/stage/_calls.py",
            "from concurdocs.runs import Run",
            "recording/stage may not import runs",
        ),
    ],
)
def test_a_wrong_import_is_found(tmp_path: Path, path: str, code: str, message: str) -> None:
    for name in ("runs/_run.py", "recording/__init__.py", "drawing/svg/_lanes.py", path):
        file = tmp_path / "src" / "concurdocs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("import json\n", encoding="utf-8")
    file.write_text(f"import json\n{code}\n", encoding="utf-8")

    (found,) = violations(list(find_imports(tmp_path, "src/concurdocs")), TABLE)

    assert f"src/concurdocs/{path}" == found.partition(":")[0]
    assert message == found.rpartition(": ")[2]


def test_a_circle_is_found(tmp_path: Path) -> None:
    for name, code in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        file = tmp_path / "src" / "concurdocs" / "runs" / f"_{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"from concurdocs.runs._{code} import x\n", encoding="utf-8")

    (circle,) = circles(list(find_imports(tmp_path, "src/concurdocs")))

    assert ["_a", "_b", "_c", "_a"] == [
        part.removeprefix("concurdocs.runs.") for part in circle.split(" → ")
    ]
