"""The gate itself: checks all pairs, and accepts those that agree."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from concurdocs.scripts import TextBlock
from parity.compare import compare, compare_sections
from parity.findings import Finding, Location, difference, first_change
from parity.history import History
from parity.items import Text, glossary_of
from parity.ledger import LedgerError, read_ledger, write_ledger
from parity.pages import parser_of, read_page
from parity.pairs import Site, find_pairs
from parity.script_texts import pair_blocks, read_markup
from site_languages import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from parity.ledger import Versions
    from parity.pairs import Pair

__all__ = ["LedgerError", "PathError", "accept", "check"]

_NOT_AT_HAND = (
    "(What it said then isn't at hand: that version was never committed, is not in this "
    "clone, or git is missing.)"
)


class PathError(ValueError):
    """A folder or a file that the gate was told of has no texts to compare."""


def check(docs: Path, examples: Path | None = None) -> list[Finding]:
    """Find everything in which the languages are not in step.

    Args:
        docs: The folder with a folder of pages for each language, and the ledger.
        examples: The folder of the examples; by default `examples` beside `docs`.

    Returns:
        The findings, pair by pair.

    Raises:
        LedgerError: The ledger can't be read.
        PathError: `docs` has no folders of the languages.

    """
    gate = _Gate(docs, examples)
    findings = [finding for pair in gate.pairs for finding in gate.judge(pair)]
    return findings + [_gone(gate.site, key) for key in gate.forgotten()]


def accept(
    docs: Path, paths: Iterable[Path] | None = None, examples: Path | None = None
) -> tuple[list[str], list[Finding]]:
    """Record that the two sides of pairs agree as they are now.

    A pair whose sides differ in what they must have in common is refused.

    Args:
        docs: As for `check`.
        paths: Files of either language, or folders; None for all pairs.
        examples: As for `check`.

    Returns:
        The names of the pairs whose record changed, and the findings because of which others
        were refused.

    Raises:
        LedgerError: The ledger can't be read.
        PathError: A path belongs to no pair.

    """
    gate = _Gate(docs, examples)
    pairs, gone = gate.pairs, gate.forgotten()
    if paths is not None:
        pairs, gone = gate.select(paths)
    refused: list[Finding] = []
    versions = dict(gate.ledger)
    for pair in pairs:
        if findings := gate.compare(pair):
            refused += findings
        else:
            versions[pair.key] = pair.versions()
    for key in gone:
        del versions[key]
    changed = [
        key for key in {**gate.ledger, **versions} if gate.ledger.get(key) != versions.get(key)
    ]
    if changed:
        write_ledger(gate.site.ledger, versions)
    return sorted(changed), refused


class _Gate:
    """All pairs, with what is needed to judge them."""

    def __init__(self, docs: Path, examples: Path | None) -> None:
        docs = docs.resolve()
        for language in FOLDERS:
            if not (docs / language).is_dir():
                msg = f"{docs} has no folder '{language}' with the pages of that language"
                raise PathError(msg)
        self.site = Site(docs, (examples or docs.parent / "examples").resolve())
        self.pairs = find_pairs(self.site)
        self.ledger = read_ledger(self.site.ledger)
        self.history = History(self.site.root)
        self.pages = self._read_pages()
        first, second = (
            glossary_of([(key, texts[side]) for key, texts in self.pages.items()])
            for side in range(len(FOLDERS))
        )
        self.glossaries = first, second

    def _read_pages(self) -> Mapping[str, tuple[Text, Text]]:
        parser = parser_of(self.site.docs)
        pages = {}
        for pair in self.pairs:
            if pair.kind == "page" and pair.is_complete:
                first, second = pair.sources()
                pages[pair.key] = (
                    read_page(first, pair.names[0], parser),
                    read_page(second, pair.names[1], parser),
                )
        return pages

    def forgotten(self) -> list[str]:
        """Return what the ledger has and nobody else."""
        return sorted(set(self.ledger) - {pair.key for pair in self.pairs})

    def select(self, paths: Iterable[Path]) -> tuple[list[Pair], list[str]]:
        """Return the pairs of files and folders, and the recorded ones that are gone."""
        pairs: dict[str, Pair] = {}
        gone: set[str] = set()
        for path in paths:
            # As the terminal completes it, or as a finding names it.
            wanted = {path.resolve(), (self.site.root / path).resolve()}
            chosen = {
                pair.key: pair
                for pair in self.pairs
                if any(wanted & {side, *side.parents} for side in pair.paths)
            }
            lost = {key for key in self.forgotten() if self.site.root / key in wanted}
            if not chosen and not lost:
                msg = f"{path} belongs to no pair of texts, and is in no record"
                raise PathError(msg)
            pairs |= chosen
            gone |= lost
        return list(pairs.values()), sorted(gone)

    def judge(self, pair: Pair) -> list[Finding]:
        """Return all findings of a pair."""
        findings = self.compare(pair)
        if pair.is_complete:
            findings += self.follow(pair)
        return findings

    def compare(self, pair: Pair) -> list[Finding]:
        """Return what the two sides of a pair should have in common and don't."""
        if missing := pair.missing():
            return [missing]
        if pair.kind == "page":
            return compare(self.pages[pair.key], self.glossaries)
        first, second = pair.sources()
        findings: list[Finding] = []
        if pair.kind == "script":
            blocks, findings = pair_blocks(first, second, pair.names)
        else:
            blocks = [(TextBlock("", 1, first), TextBlock("", 1, second))]
        for own, other in blocks:
            texts = read_markup(own, pair.names[0]), read_markup(other, pair.names[1])
            findings += compare_sections(texts, self.glossaries, (own.line, other.line))
        return findings

    def follow(self, pair: Pair) -> list[Finding]:
        """Return the finding that one side of a pair does not follow the other, if so."""
        recorded = self.ledger.get(pair.key)
        now = pair.versions()
        if recorded == now:
            return []
        first, second = pair.names
        done = f"when both say the same, run: {_command(self.site, pair.key)}"
        if recorded is None:
            message = "it is not recorded yet that the two languages agree"
            return [Finding(Location(first), message, Location(second), done)]
        texts, olds = pair.texts(), self.earlier(pair, recorded)
        changed = [side for side in (0, 1) if recorded[side] != now[side]]
        details = "\n".join(_change(pair.names[side], olds[side], texts[side]) for side in changed)
        place = Location(pair.names[changed[0]], self.line(pair, changed[0], olds, texts))
        other = Location(pair.names[1 - changed[0]])
        if len(changed) > 1:
            message = "both languages have changed since they last agreed"
            return [Finding(place, message, other, f"see what each lacks; {done}", details)]
        message = "changed since the other language last followed it"
        return [Finding(place, message, other, f"is behind: translate the change; {done}", details)]

    def earlier(self, pair: Pair, recorded: Versions) -> tuple[str | None, str | None]:
        """Return what both sides said when they agreed, as far as it is at hand."""
        if pair.kind == "script":
            first = self.history.script_texts(pair.key, recorded[0])
        else:
            first = self.history.file(recorded[0])
        return first, self.history.file(recorded[1])

    @staticmethod
    def line(
        pair: Pair, side: int, olds: tuple[str | None, str | None], texts: tuple[str, str]
    ) -> int:
        """Return the line of the first change; 1 where that can't be told."""
        old = olds[side]
        is_whole_file = side == 1 or pair.kind != "script"
        return first_change(old, texts[side]) if old is not None and is_whole_file else 1


def _change(name: str, old: str | None, new: str) -> str:
    if old is None:
        return f"{name}\n{_NOT_AT_HAND}"
    return difference(old, new, (f"{name} (when both agreed)", f"{name} (now)"))


def _gone(site: Site, key: str) -> Finding:
    return Finding(
        Location(site.name(site.ledger)),
        f"{key} is recorded, and neither it nor its translation is there any more",
        Location(key),
        f"if it was meant to go, run: {_command(site, key)}",
    )


def _command(site: Site, key: str) -> str:
    folder = "" if site.docs.name == "docs" else f" {shlex.quote(site.docs.name)}"
    return f"tox -e parity --{folder} --accept {shlex.quote(key)}"
