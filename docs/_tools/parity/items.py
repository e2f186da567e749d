"""What two texts must have in common, whatever their languages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "label",
    "heading",
    "directive",
    "code",
    "entry",
    "glossary entry",
    "footnote",
    "role",
    "link",
    "image",
    "footnote reference",
]

IN_SENTENCES: frozenset[Kind] = frozenset({"role", "link", "image", "footnote reference"})
"""Kinds that stand where the sentence has them: their order differs between languages."""

_PYTHON_DOCS = re.compile(r"^https?://docs\.python\.org/(?:zh-cn/)?")
_TITLE_AND_TARGET = re.compile(r"^.*?<(?P<target>[^<>]+)>$", re.DOTALL)

_TEXT_ROLES = frozenset({
    "abbr", "dfn", "emphasis", "index", "strong", "sub", "subscript", "sup", "superscript",
    "title-reference",
})  # fmt: skip
"""Roles whose content is for readers, so that there is nothing to compare."""

EXTERNAL = "external+python:"
"""What begins the name of a role for anything else of the Python reference: a section, a page."""


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a text that the other language must have as well.

    Attributes:
        kind: What it is.
        name: Which of its kind: a directive's or a role's name, a heading's level.
        value: All else that must be the same.
        line: Number of its line, from 1.
        description: What messages call it.
        within: The directives around it, outermost first.

    """

    kind: Kind
    name: str
    value: tuple[str, ...]
    line: int
    description: str
    within: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What must be the same in the other language."""
        return self.kind, self.name, self.value


@dataclass(slots=True)
class Text:
    """A text, taken apart.

    Attributes:
        path: The file, as findings name it.
        items: What it has in common with the other language, as it comes.
        exempt: First and last lines of the parts that are marked as different.
        faults: Lines of marks that can't be understood, with what to do.
        glossary: The terms of each glossary entry.
        length: Number of its lines.

    """

    path: str
    items: list[Item] = field(default_factory=list)
    exempt: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    glossary: list[tuple[str, ...]] = field(default_factory=list)
    length: int = 1

    def compared(self) -> list[Item]:
        """Return the items outside of exempted parts."""
        return [
            item
            for item in self.items
            if not any(first <= item.line <= last for first, last in self.exempt)
        ]


def python_role(name: str) -> bool:
    """Return whether a role leads to the Python reference."""
    return name.startswith(("py:", EXTERNAL))


def role_item(name: str, content: str, line: int) -> Item | None:
    """Make the item of a role; None if its content is text for readers."""
    if name in _TEXT_ROLES:
        return None
    match = _TITLE_AND_TARGET.match(content) if name not in {"claim", "measured"} else None
    target = match["target"] if match else content
    target = " ".join(target.split())
    if python_role(name):
        # Only says how much of the name is shown, where no text is given.
        target = target.removeprefix("~")
    return Item("role", name, (target,), line, f"role {{{name}}}`{target}`")


def link_item(target: str, line: int) -> Item:
    """Make the item of a link; the manual of Python has the same pages in both languages."""
    same = _PYTHON_DOCS.sub("https://docs.python.org/", target)
    return Item("link", "", (same,), line, f"link to {target}")


Glossary = dict[str, str]
"""Which entry a term of one language belongs to, under a name for both languages."""


def glossary_of(texts: list[tuple[str, Text]]) -> Glossary:
    """Collect the terms of one language.

    Args:
        texts: The texts with names that are the same in both languages.

    """
    return {
        term.casefold(): f"{name}#{number}"
        for name, text in texts
        for number, terms in enumerate(text.glossary)
        for term in terms
    }


def resolve_terms(items: list[Item], glossary: Glossary) -> list[Item]:
    """Give the roles for terms what both languages call them.

    A term that no glossary has is only counted: Sphinx tells that it is unknown.
    """
    return [
        Item(item.kind, item.name, (glossary.get(item.value[0].casefold(), ""),), item.line,
             item.description, item.within)
        if (item.kind, item.name) == ("role", "term")
        else item
        for item in items
    ]  # fmt: skip


def surplus(items: list[Item], others: list[Item]) -> list[Item]:
    """Return the items of which there are more than among the others."""
    counted = Counter(item.key for item in others)
    left = []
    for item in items:
        if counted[item.key]:
            counted[item.key] -= 1
        else:
            left.append(item)
    return left
