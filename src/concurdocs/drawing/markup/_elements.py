"""Elements of HTML and SVG, whose texts are escaped unless they are `Markup` already.

Nothing here or in the modules that draw puts text into markup in another way, so that an
escape that was forgotten can't let a script's name or output become part of the page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Attributes: TypeAlias = "Mapping[str, object]"
"""Values of attributes; True gives a bare name, None and False leave it out."""

EMPTY = Markup()


def element(name: str, attributes: Attributes, *children: str) -> Markup:
    """Return an element with its children.

    Args:
        name: Its name; not escaped, so that it must not come from a run.
        attributes: Of the element; their names are not escaped either.
        children: Texts, which get escaped, and elements.

    """
    content = "".join(map(_escaped, children))
    return Markup(f"<{name}{_written(attributes)}>{content}</{name}>")  # noqa: S704 - its parts are escaped


def shape(name: str, attributes: Attributes) -> Markup:
    """Return an SVG element that has no children.

    Args:
        name: As of `element`.
        attributes: As of `element`.

    """
    return Markup(f"<{name}{_written(attributes)}/>")  # noqa: S704 - values are escaped


def joined(parts: Iterable[str]) -> Markup:
    """Return texts, which get escaped, and elements one after the other."""
    return Markup("".join(map(_escaped, parts)))  # noqa: S704 - they are escaped


def _written(attributes: Attributes) -> str:
    written = []
    for name, value in attributes.items():
        if value is True:
            written.append(f" {name}")
        elif value is not None and value is not False:
            written.append(f' {name}="{_escaped(value)}"')
    return "".join(written)


def _escaped(value: object) -> str:
    """Return what `markupsafe.escape` gives, in a quarter of the time: figures are made of it."""
    return value if isinstance(value, Markup) else escape(str(value))
