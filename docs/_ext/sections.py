"""The order of a gallery's sections."""

from __future__ import annotations

from pathlib import PurePath


class SectionOrder:
    """Sphinx-gallery's ``subsection_order``: sections in the order of their folders' names.

    Unlike sphinx-gallery's own list of paths it does not depend on where the folders are,
    which differs from language to language.

    Args:
        names: The folders' names; others come last, in alphabetical order.

    """

    def __init__(self, *names: str) -> None:
        """Take the names."""
        self.names = names

    def __call__(self, path: str) -> tuple[int, str]:
        """Return what to sort a section by."""
        name = PurePath(path).name
        known = name in self.names
        return self.names.index(name) if known else len(self.names), name

    def __eq__(self, other: object) -> bool:
        """Compare by the names, as Sphinx compares configurations."""
        return isinstance(other, SectionOrder) and self.names == other.names

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.names)

    def __repr__(self) -> str:
        """Return the same text in every build, as Sphinx compares configurations by it."""
        return f"SectionOrder{self.names!r}"
