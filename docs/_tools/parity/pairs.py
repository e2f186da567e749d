"""The pairs of texts that belong together: pages, scripts, and headers of the gallery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parity.findings import Finding, Location
from parity.history import blob_id, read_text
from parity.script_texts import texts_alone
from site_languages import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parity.ledger import Versions

_GENERATED = frozenset({"_build", "gallery"})
"""Folders beside the pages that the build writes."""

_Kind = Literal["page", "script", "header"]

_CALLED: dict[_Kind, str] = {
    "page": "this page is",
    "script": "the texts of this script are",
    "header": "this header is",
}

_SUFFIX = f".{FOLDERS[1]}.rst"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the texts are.

    Attributes:
        docs: The folder with a folder of pages for each language; absolute.
        examples: The folder of the examples; absolute.

    """

    docs: Path
    examples: Path

    @property
    def root(self) -> Path:
        """The project's folder, to which paths in messages and in the ledger are relative."""
        return self.docs.parent

    @property
    def ledger(self) -> Path:
        """The file of the ledger."""
        return self.docs / "translations.json"

    def name(self, path: Path) -> str:
        """Return how messages and the ledger call a file."""
        return path.relative_to(self.root).as_posix()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that say the same.

    Attributes:
        kind: What they are.
        paths: The files, in the order of the languages; one of them may be missing.
        names: How messages and the ledger call them.

    """

    kind: _Kind
    paths: tuple[Path, Path]
    names: tuple[str, str]

    @property
    def key(self) -> str:
        """Its name in the ledger."""
        return self.names[0]

    @property
    def is_complete(self) -> bool:
        """Whether both files exist."""
        return all(path.is_file() for path in self.paths)

    def sources(self) -> tuple[str, str]:
        """Read both files."""
        return read_text(self.paths[0]), read_text(self.paths[1])

    def texts(self) -> tuple[str, str]:
        """Return what is translated of both: of a script, the texts without the code."""
        first, second = self.sources()
        return (texts_alone(first) if self.kind == "script" else first), second

    def versions(self) -> Versions:
        """Return the ids of what both say now."""
        first, second = self.texts()
        return blob_id(first), blob_id(second)

    def missing(self) -> Finding | None:
        """Return the finding that one of the files is missing, if it is."""
        if self.is_complete:
            return None
        there = 0 if self.paths[0].is_file() else 1
        own, other = self.names[there], self.names[1 - there]
        return Finding(
            Location(own),
            f"{_CALLED[self.kind]} missing in the other language",
            Location(other),
            f"write this file, or delete {own}",
        )


def find_pairs(site: Site) -> list[Pair]:
    """Find all pairs, complete or not, in the order of their names."""
    pairs = [*_page_pairs(site), *_example_pairs(site)]
    return sorted(pairs, key=lambda pair: pair.key)


def _page_pairs(site: Site) -> Iterator[Pair]:
    folders = [site.docs / language for language in FOLDERS]
    pages = {
        path.relative_to(folder)
        for folder in folders
        for path in folder.rglob("*.md")
        if not _GENERATED & set(path.relative_to(folder).parts)
    }
    for page in pages:
        yield _pair(site, "page", folders[0] / page, folders[1] / page)


def _example_pairs(site: Site) -> Iterator[Pair]:
    for script in site.examples.rglob("plot_*.py"):
        yield _pair(site, "script", script, script.with_suffix(_SUFFIX))
    for header in site.examples.rglob("GALLERY_HEADER.rst"):
        yield _pair(site, "header", header, header.with_suffix(_SUFFIX))
    for translation in site.examples.rglob(f"*{_SUFFIX}"):
        stem = translation.name.removesuffix(_SUFFIX)
        is_header = stem == "GALLERY_HEADER"
        original = translation.with_name(stem + (".rst" if is_header else ".py"))
        if not original.is_file():
            yield _pair(site, "header" if is_header else "script", original, translation)


def _pair(site: Site, kind: Literal["page", "script", "header"], first: Path, second: Path) -> Pair:
    return Pair(kind, (first, second), (site.name(first), site.name(second)))
