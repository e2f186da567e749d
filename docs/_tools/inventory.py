"""The names of the Python reference that the pages use.

The pages link to the reference by roles, such as ``{py:meth}`~multiprocessing.Process.join```
or ``{external+python:ref}`text <multiprocessing-start-methods>```. Sphinx finds the addresses
in an inventory. The published one has some fifteen thousand names and changes with each
release; the project ships a part of it, with the names in use and no others, so that a build
needs no network and has the same result tomorrow.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import sphobjinv
from sphinx.domains.python import PythonDomain
from sphinx.domains.std import StandardDomain

from concurdocs.scripts import TextBlock, script_blocks
from parity.findings import Location
from parity.history import read_text
from parity.items import EXTERNAL, python_role
from parity.pages import parser_of, read_page
from parity.pairs import Site, find_pairs
from parity.script_texts import read_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from markdown_it import MarkdownIt
    from sphobjinv import DataObjStr

    from parity.items import Text

_HEADER_LINES = 4
"""Lines of an inventory that are not compressed."""

_BELIEF = re.compile(r"^(?:belief|truth)_\w+\s*=")
_DOMAINS = {"py": PythonDomain, "std": StandardDomain}


class Name(NamedTuple):
    """What an inventory calls a thing.

    Attributes:
        kind: Its domain and type, such as ``py:method``.
        name: Its name there.

    """

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Use:
    """A role that leads to the reference.

    Attributes:
        place: Where it stands.
        role: Its name, without the prefix for other projects' inventories.
        name: The name it refers to.

    """

    place: Location
    role: str
    name: str

    @property
    def names(self) -> list[Name]:
        """What it may mean, in the order in which Sphinx tries: none for an unknown role."""
        domain, _, role = self.role.rpartition(":")
        known = _DOMAINS.get(domain or "std")
        types = known.object_types if known else {}
        kinds = [kind for kind, described in types.items() if role in described.roles]
        if "attribute" in kinds:
            kinds.append("method")  # as Sphinx does, for properties
        return [Name(f"{domain or 'std'}:{kind}", self.name) for kind in kinds]


class InventoryError(ValueError):
    """A file is no inventory that can be read; says why."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """An inventory, as Sphinx publishes it.

    Attributes:
        project: Whose names these are.
        version: Of the project.
        objects: What stands there of each name.

    """

    project: str
    version: str
    objects: dict[Name, DataObjStr]

    @classmethod
    def loads(cls, content: bytes) -> Inventory:
        """Read an inventory.

        Args:
            content: Of a file ``objects.inv``.

        Raises:
            InventoryError: It is no inventory of version 2.

        """
        try:
            data = sphobjinv.Inventory(zlib=content)
            # Of a file that ends too soon, sphobjinv takes what there is for the whole.
            zlib.decompress(content.split(b"\n", _HEADER_LINES)[_HEADER_LINES])
        except sphobjinv.VersionError:
            msg = "this is no inventory of Sphinx, version 2"
            raise InventoryError(msg) from None
        # The last two are how sphobjinv tells that there are no names or no project.
        except (zlib.error, UnicodeDecodeError, TypeError, AttributeError) as error:
            msg = f"this inventory is damaged: {error}"
            raise InventoryError(msg) from error
        names = [Name(f"{entry.domain}:{entry.role}", entry.name) for entry in data.objects]
        return cls(data.project, data.version, dict(zip(names, data.objects, strict=True)))

    def dumps(self) -> bytes:
        """Write the inventory, in the order of the names."""
        data = sphobjinv.Inventory()
        data.project, data.version = self.project, self.version
        data.objects = [self.objects[name] for name in sorted(self.objects)]
        written: bytes = sphobjinv.compress(data.data_file())
        return written

    def find(self, use: Use) -> Name | None:
        """Return what a role leads to; None if that isn't here."""
        return next((name for name in use.names if name in self.objects), None)

    def part(self, uses: Iterable[Use]) -> Inventory:
        """Return the inventory with what is used alone; leaves out what it does not have."""
        names = {name for use in uses if (name := self.find(use))}
        return replace(self, objects={name: self.objects[name] for name in names})


def missing(inventory: Inventory, uses: Iterable[Use]) -> list[str]:
    """Say which roles lead to nothing, each with its file and line."""
    return [
        f"{use.place}: the Python reference has nothing called '{use.name}' "
        f"that the role '{use.role}' could lead to"
        for use in uses
        if inventory.find(use) is None
    ]


def find_uses(docs: Path) -> list[Use]:
    """Find all roles that lead to the Python reference.

    Args:
        docs: The folder with a folder of pages for each language; the folder ``examples`` is
            beside it.

    Returns:
        The roles of pages and of examples in both languages, and of the beliefs in
        ``curriculum``.

    """
    return [
        Use(Location(text.path, item.line), item.name.removeprefix(EXTERNAL), item.value[0])
        for text in _texts(docs.resolve())
        for item in text.items
        if item.kind == "role" and python_role(item.name)
    ]


def _texts(docs: Path) -> Iterator[Text]:
    site = Site(docs, docs.parent / "examples")
    parser = parser_of(docs)
    for pair in find_pairs(site):
        for path, name in zip(pair.paths, pair.names, strict=True):
            source = read_text(path) if path.is_file() else ""
            if pair.kind == "page":
                yield read_page(source, name, parser)
            elif path.suffix == ".py":
                yield from (read_markup(block, name) for block in script_blocks(source))
            else:
                yield read_markup(TextBlock("", 1, source), name)
    for path in sorted(docs.glob("curriculum/*.toml")):
        yield from _beliefs(path, site.name(path), parser)


def _beliefs(path: Path, name: str, parser: MarkdownIt) -> Iterator[Text]:
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if _BELIEF.match(line):
            for value in tomllib.loads(line).values():
                text = read_page(value, name, parser)
                text.items = [replace(item, line=number) for item in text.items]
                yield text
