"""Links to the Python reference: each name is shipped, and nothing else is."""

from __future__ import annotations

import os
import posixpath
import runpy
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.util.inventory import InventoryFile

import concurdocs
from helpers.parity_tree import Tree, make_tree, told
from helpers.places import ROOT
from inventory import Inventory, InventoryError, Name, find_uses, missing

EN, ZH = "docs/en/chapters/waiting.md", "docs/zh/chapters/waiting.md"
SHIPPED = ROOT / "docs" / "python.inv"
SOURCES = ("docs/en/**/*.md", "docs/zh/**/*.md", "docs/curriculum/*.toml", "examples/**/plot_*")
GENERATED = {"gallery", "script_downloads", "__pycache__"}

HEADER = b"""\
# Sphinx inventory version 2
# Project: Python
# Version: 3.15
# The remainder of this file is compressed using zlib.
"""
OS = "os py:module 0 library/os.html#module-$ -\n"
WAIT = "os.wait py:function 1 library/os.html#$ -\n"
JOIN = "multiprocessing.Process.join py:method 1 library/multiprocessing.html#$ -\n"
LABEL = "multiprocessing-start-methods std:label -1 library/multiprocessing.html#$ Contexts and \n"
NEWS = "whatsnew/3.13 std:doc -1 whatsnew/3.13.html What’s New In Python 3.13\n"


def inventory(*lines: str) -> bytes:
    return HEADER + zlib.compress("".join(lines).encode())


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A site that uses a name in each kind of text, and one of them twice."""
    tree = make_tree(tmp_path)
    for language in ("en", "zh"):
        tree.edit(
            f"docs/{language}/chapters/waiting.md",
            "python\nprocess.join()\n```\n",
            "python\nprocess.join()\n```\n\n"
            "{py:meth}`~multiprocessing.Process.join`\n"
            "{py:meth}`text <multiprocessing.Process.join>`\n",
        )
    tree.edit("examples/plot_wait.py", "The process is", "The :py:mod:`os` is")
    tree.write(
        "docs/curriculum/waiting.toml",
        "[row.1]\ntruth_en = 'Since {external+python:doc}`3.13 <whatsnew/3.13>`.'\n",
    )
    return tree


def test_what_is_shipped_is_what_is_used() -> None:
    shipped = Inventory.loads(SHIPPED.read_bytes())
    uses = find_uses(ROOT / "docs")

    assert "" == "\n".join(missing(shipped, uses))
    assert sorted({name for use in uses if (name := shipped.find(use))}) == sorted(shipped.objects)


def test_sphinx_reads_what_is_written_with_the_same_names() -> None:
    shipped = Inventory.loads(SHIPPED.read_bytes())

    written = InventoryFile.load(BytesIO(shipped.dumps()), "", posixpath.join)

    assert sorted(shipped.objects) == sorted(
        Name(kind, name) for kind, names in written.items() for name in names
    )


def test_texts_link_to_the_reference_by_roles_alone() -> None:
    paths = [
        path
        for pattern in SOURCES
        for path in ROOT.glob(pattern)
        if path.is_file() and not GENERATED & set(path.relative_to(ROOT).parts)
    ]

    assert paths
    assert [] == [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "docs.python.org" in line
    ]


def test_uses_are_found_in_all_kinds_of_text(tree: Tree) -> None:
    assert [
        "docs/en/chapters/waiting.md:23 py:meth multiprocessing.Process.join",
        "docs/en/chapters/waiting.md:24 py:meth multiprocessing.Process.join",
        "docs/zh/chapters/waiting.md:23 py:meth multiprocessing.Process.join",
        "docs/zh/chapters/waiting.md:24 py:meth multiprocessing.Process.join",
        "examples/plot_wait.py:9 py:mod os",
        "docs/curriculum/waiting.toml:2 doc whatsnew/3.13",
    ] == [f"{use.place} {use.role} {use.name}" for use in find_uses(tree.root / "docs")]


def test_part_has_what_is_used_and_can_be_read_again(tree: Tree) -> None:
    whole = Inventory.loads(inventory(OS, WAIT, JOIN, LABEL, NEWS))
    uses = find_uses(tree.root / "docs")
    part = Inventory.loads(whole.part(uses).dumps())

    assert [] == missing(whole, uses)
    assert ("Python", "3.15") == (part.project, part.version)
    assert {
        Name("py:method", "multiprocessing.Process.join"): JOIN.rstrip("\n"),
        Name("py:module", "os"): OS.rstrip("\n"),
        Name("std:doc", "whatsnew/3.13"): NEWS.rstrip("\n"),
    } == {name: entry.data_line() for name, entry in part.objects.items()}


@pytest.mark.parametrize(
    ("role", "complaint"),
    [
        ("{py:func}`os.wai`", "nothing called 'os.wai' that the role 'py:func' could lead to"),
        ("{py:meth}`os.wait`", "nothing called 'os.wait' that the role 'py:meth' could lead to"),
        ("{py:function}`os.wait`", "nothing called 'os.wait' that the role 'py:function'"),
        ("{external+python:c:func}`os.wait`", "nothing called 'os.wait' that the role 'c:func'"),
        ("{external+python:ref}`x <start>`", "nothing called 'start' that the role 'ref'"),
    ],
)
def test_unknown_name_is_told_with_its_place(tree: Tree, role: str, complaint: str) -> None:
    tree.edit("docs/en/chapters/waiting.md", "A process ends.[^end]", f"{role} ends.[^end]")
    found = missing(
        Inventory.loads(inventory(OS, WAIT, JOIN, LABEL, NEWS)), find_uses(tree.root / "docs")
    )

    assert 1 == len(found)
    assert f"docs/en/chapters/waiting.md:5: the Python reference has {complaint}" in found[0]


def test_known_names_are_known_by_their_roles(tree: Tree) -> None:
    roles = "{py:func}`os.wait` {external+python:ref}`x <multiprocessing-start-methods>`"
    tree.edit("docs/en/chapters/waiting.md", "A process ends.[^end]", f"{roles} ends.[^end]")

    assert [] == missing(
        Inventory.loads(inventory(OS, WAIT, JOIN, LABEL, NEWS)), find_uses(tree.root / "docs")
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this is no inventory of Sphinx, version 2"),
        (b"<!doctype html>", "this is no inventory of Sphinx, version 2"),
        (HEADER.replace(b"2", b"1", 1), "this is no inventory of Sphinx, version 2"),
        (b"# Sphinx inventory version 2\n", "this inventory is damaged: "),
        (HEADER, "this inventory is damaged: "),
        (HEADER + b"os py:module 0 library/os.html -", "this inventory is damaged: "),
        (inventory(OS)[:-4], "this inventory is damaged: "),
        (inventory("no such line"), "this inventory is damaged: "),
        (HEADER + zlib.compress(b"\xff py:module 0 x -\n"), "this inventory is damaged: "),
    ],
)
def test_what_is_no_inventory_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InventoryError, match=message):
        Inventory.loads(content)


def test_command_writes_nothing_if_a_name_is_missing(tmp_path: Path) -> None:
    tree = make_tree(tmp_path)
    tree.edit("docs/en/chapters/waiting.md", "A process ends.", "{py:mod}`os` ends.")
    complaint = "the Python reference has nothing called 'os' that the role 'py:mod' could lead to"

    assert [
        (1, False, f"docs/en/chapters/waiting.md:5: {complaint}\nLooked for in objects.inv.\n"),
        (0, True, "python.inv: 1 names for 1 references\n"),
    ] == [run_command(tmp_path, inventory(*lines)) for lines in ([WAIT], [WAIT, OS])]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "[Errno 2] No such file or directory: 'objects.inv'\n"),
        (b"<!doctype html>", "this is no inventory of Sphinx, version 2\n"),
        (inventory(OS)[:-4], "this inventory is damaged: "),
    ],
)
def test_command_says_in_one_line_what_is_wrong_with_an_inventory(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    make_tree(tmp_path)

    status, is_written, said = run_command(tmp_path, content)

    assert (1, False) == (status, is_written)
    assert said.startswith(f"objects.inv: {message}")
    assert 1 == said.count("\n")


def run_command(folder: Path, content: bytes | None) -> tuple[int, bool, str]:
    """Run the command with an inventory; return its status, whether it wrote, what it said."""
    if content is not None:
        (folder / "objects.inv").write_bytes(content)
    done = subprocess.run(
        [sys.executable, ROOT / "docs/_tools/write_inventory.py", "objects.inv", "--docs", "docs"],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(concurdocs.__file__).parents[1])},
        timeout=60,
    )
    return done.returncode, (folder / "docs/python.inv").exists(), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("here", "there", "was", "now"),
    [
        ("{py:meth}`~threading.Thread.join`", "{py:meth}`等待 <threading.Thread.join>`", "", ""),
        ("{external+python:ref}`start <how>`", "{external+python:ref}`启动 <how>`", "", ""),
        ("{py:meth}`~threading.Thread.join`", "{py:meth}`等待 <threading.Thread.run>`",
         "role {py:meth}`threading.Thread.join`", "role {py:meth}`threading.Thread.run`"),
        ("{external+python:ref}`start <how>`", "{external+python:ref}`启动 <where>`",
         "role {external+python:ref}`how`", "role {external+python:ref}`where`"),
    ],
)  # fmt: skip
def test_names_are_compared_between_the_languages_and_words_are_free(
    tmp_path: Path, here: str, there: str, was: str, now: str
) -> None:
    tree = make_tree(tmp_path)
    tree.edit(EN, "A process ends.", f"A process ends {here}.")
    tree.edit(ZH, "进程会结束。", f"进程会结束{there}。")

    assert [
        told(
            f"{EN}:5",
            f"{was} is not the same in the other language",
            f"{ZH}:5",
            f"{now} stands here; make the two the same",
        )
        for _ in filter(None, [was])
    ] == tree.structure()


@pytest.mark.parametrize(
    ("language", "address"),
    [("en", "https://docs.python.org/3/"), ("zh_CN", "https://docs.python.org/zh-cn/3/")],
)
def test_reference_is_that_of_the_language_and_needs_no_network(
    language: str, address: str
) -> None:
    config = SimpleNamespace(language=language)
    runpy.run_path(str(ROOT / "docs" / "conf.py"))["set_python_reference"](None, config)

    assert {"python": (address, "../python.inv")} == config.intersphinx_mapping
