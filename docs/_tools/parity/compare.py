"""Compares two texts, part by part."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from parity.findings import Finding, Location, difference
from parity.items import IN_SENTENCES, resolve_terms, surplus

if TYPE_CHECKING:
    from parity.items import Glossary, Item, Text

    Glossaries = tuple[Glossary, Glossary]
    _Missing = tuple[Item, int]
    """An item, and the line of the other text where it would stand."""


def compare(texts: tuple[Text, Text], glossaries: Glossaries) -> list[Finding]:
    """Find what two texts do not have in common.

    Args:
        texts: The two, taken apart.
        glossaries: The terms of their languages.

    Returns:
        The findings, in the order of the first text.

    """
    first, second = texts
    items = (
        resolve_terms(first.compared(), glossaries[0]),
        resolve_terms(second.compared(), glossaries[1]),
    )
    blocks = _compare_blocks(_only_blocks(items[0]), _only_blocks(items[1]), texts)
    sentences = _compare_sentences(items, texts)
    marks = [
        Finding(
            Location(text.path, line),
            "a mark can't be understood",
            Location(text.path, line),
            fault,
        )
        for text in texts
        for line, fault in text.faults
    ]
    return marks + sorted(blocks + sentences, key=lambda finding: _line_in(finding, first.path))


def compare_sections(
    texts: tuple[Text, Text], glossaries: Glossaries, starts: tuple[int, int]
) -> list[Finding]:
    """Find what stands in the sentences of one of two short texts only.

    Args:
        texts: The two, taken apart.
        glossaries: The terms of their languages.
        starts: The lines where the two begin.

    """
    items = (
        resolve_terms(texts[0].compared(), glossaries[0]),
        resolve_terms(texts[1].compared(), glossaries[1]),
    )
    return _compare_section(items, texts, starts)


def _line_in(finding: Finding, path: str) -> int:
    return finding.place.line if finding.place.path == path else finding.other.line


def _only_blocks(items: list[Item]) -> list[Item]:
    return [item for item in items if item.kind not in IN_SENTENCES]


def _compare_blocks(
    firsts: list[Item], seconds: list[Item], texts: tuple[Text, Text]
) -> list[Finding]:
    """Compare what must come in the same order."""
    lost: list[_Missing] = []
    gained: list[_Missing] = []
    findings: list[Finding] = []
    matcher = SequenceMatcher(
        None,
        [(item.key, item.within) for item in firsts],
        [(item.key, item.within) for item in seconds],
        autojunk=False,
    )
    for operation, start, stop, other_start, other_stop in matcher.get_opcodes():
        if operation == "equal":
            continue
        here, there = firsts[start:stop], seconds[other_start:other_stop]
        pairs = _pair(here, there)
        findings += [_differing(item, same, texts) for item, same in pairs]
        paired = [id(item) for pair in pairs for item in pair]
        line = _line_at(seconds, other_start, texts[1])
        lost += [(item, line) for item in here if id(item) not in paired]
        line = _line_at(firsts, start, texts[0])
        gained += [(item, line) for item in there if id(item) not in paired]
    return findings + _moved_or_missing(lost, gained, texts)


def _line_at(items: list[Item], index: int, text: Text) -> int:
    return items[index].line if index < len(items) else text.length


def _pair(here: list[Item], there: list[Item]) -> list[tuple[Item, Item]]:
    """Pair parts of one kind that stand at one place: probably one of them was edited.

    What both have at different places is left for `_moved_or_missing`.
    """
    common = {item.key for item in here} & {item.key for item in there}
    groups = dict.fromkeys((item.kind, item.name) for item in here if item.key not in common)
    return [
        pair
        for group in groups
        for pair in zip(
            (item for item in here if (item.kind, item.name) == group and item.key not in common),
            (item for item in there if (item.kind, item.name) == group and item.key not in common),
            strict=False,
        )
    ]


def _moved_or_missing(
    lost: list[_Missing], gained: list[_Missing], texts: tuple[Text, Text]
) -> list[Finding]:
    first, second = texts
    findings = []
    for item, line in lost:
        same = next((missing for missing in gained if missing[0].key == item.key), None)
        if same:
            gained.remove(same)
            findings.append(_displaced(item, same[0], texts))
        else:
            findings.append(_missing(item, first.path, Location(second.path, line)))
    findings += [_missing(item, second.path, Location(first.path, line)) for item, line in gained]
    return findings


def _compare_sentences(
    items: tuple[list[Item], list[Item]], texts: tuple[Text, Text]
) -> list[Finding]:
    """Compare what stands in sentences: in each section, in any order."""
    headings = [[item for item in side if item.kind == "heading"] for side in items]
    if [item.key for item in headings[0]] != [item.key for item in headings[1]]:
        return _compare_section(items, texts, (1, 1))
    sections = [_sections(side) for side in items]
    starts = [[1, *(item.line for item in side)] for side in headings]
    findings = []
    for here, there, start, other_start in zip(*sections, *starts, strict=True):
        findings += _compare_section((here, there), texts, (start, other_start))
    return findings


def _sections(items: list[Item]) -> list[list[Item]]:
    sections: list[list[Item]] = [[]]
    for item in items:
        if item.kind == "heading":
            sections.append([])
        else:
            sections[-1].append(item)
    return sections


def _compare_section(
    items: tuple[list[Item], list[Item]], texts: tuple[Text, Text], starts: tuple[int, int]
) -> list[Finding]:
    first, second = ([item for item in side if item.kind in IN_SENTENCES] for side in items)
    here, there = surplus(first, second), surplus(second, first)
    pairs = _pair(here, there)
    paired = [id(item) for pair in pairs for item in pair]
    return [
        *(_differing(item, same, texts) for item, same in pairs),
        *(
            _missing(item, texts[0].path, Location(texts[1].path, starts[1]))
            for item in here
            if id(item) not in paired
        ),
        *(
            _missing(item, texts[1].path, Location(texts[0].path, starts[0]))
            for item in there
            if id(item) not in paired
        ),
    ]


def _missing(item: Item, path: str, other: Location) -> Finding:
    where = "in this section" if item.kind in IN_SENTENCES else "around here"
    return Finding(
        Location(path, item.line),
        f"{item.description} is missing in the other language",
        other,
        f"write it {where}, or remove it there",
    )


def _differing(item: Item, same: Item, texts: tuple[Text, Text]) -> Finding:
    first, second = texts
    details = ""
    if item.kind == "code":
        details = difference(item.value[0], same.value[0], (first.path, second.path))
    return Finding(
        Location(first.path, item.line),
        f"{item.description} is not the same in the other language",
        Location(second.path, same.line),
        f"{same.description} stands here; make the two the same",
        details,
    )


def _displaced(item: Item, same: Item, texts: tuple[Text, Text]) -> Finding:
    first, second = texts
    return Finding(
        Location(first.path, item.line),
        f"{item.description} stands at another place in the other language",
        Location(second.path, same.line),
        "it stands here; move it, so that the order is the same",
    )
