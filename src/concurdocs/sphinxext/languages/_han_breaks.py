"""No space where a line of Chinese source ends.

Sources have one sentence per line. Between words a line break is a space; Chinese has none
between its characters, and none between them and Latin words or code: the style sheet sets
that distance (``text-autospace``). Browsers do not know which line breaks these are, so
they go before the page is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from concurdocs.sphinxext.languages._language import is_chinese
from concurdocs.sphinxext.languages._tokens import HAN

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Punctuation of Chinese text: CJK and full-width marks, and quotation marks, dash and dots,
# which Chinese shares with other languages.
_WIDE = f"{HAN}\u3001-\u303f\uff01-\uff65"
_SHARED = "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
_IS_WIDE = re.compile(f"[{_WIDE}]")
_IS_WIDE_OR_SHARED = re.compile(f"[{_WIDE}{_SHARED}]")
_SIGNS = "✓✗"  # stand behind a sentence and are no part of it
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
# What sphinx-gallery shows over a thumbnail: a script's introduction, its lines joined by
# spaces, with the backslashes that separate markup from Chinese text.
_TOOLTIP = re.compile(r'(?<=tooltip=")[^"]*(?=")')
_SPACE_BETWEEN = re.compile(rf"\\ |(?<=[{_WIDE}{_SHARED}]) (?=[{_WIDE}{_SHARED}])")


class HanBreaks(SphinxTransform):
    """Take out line breaks beside Han characters.

    In pages in Chinese one such character on either side is enough, elsewhere both sides
    must be Han: an English sentence may quote a Chinese word at the end of its line.
    Text whose line breaks are meant (code, output, verses) stays as it is.
    """

    # Behind what docutils and Sphinx do to the text, such as substitutions (220) and
    # quotation marks (750), and before titles are collected.
    default_priority = 890

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as docutils declares it
        """Take out the line breaks of a document."""
        in_chinese = is_chinese(self.config.language)
        for block in list(self.document.findall(nodes.TextElement)):
            if not isinstance(block.parent, nodes.TextElement) and not _keeps_breaks(block):
                _join_lines(block, in_chinese=in_chinese)
        if in_chinese:
            for raw in list(self.document.findall(nodes.raw)):
                _close_tooltips(raw)


def _keeps_breaks(node: nodes.Node | None) -> bool:
    """Say whether line breaks in a node, or in one around it, are meant."""
    kinds = (nodes.FixedTextElement, nodes.literal, nodes.raw, nodes.math, nodes.line)
    ancestor = node
    while ancestor is not None:
        if isinstance(ancestor, kinds):
            return True
        ancestor = ancestor.parent
    return False


def _join_lines(block: nodes.TextElement, *, in_chinese: bool) -> None:
    """Take out line breaks of a paragraph, title or the like."""
    texts = list(block.findall(nodes.Text))
    flow = "".join(texts)
    # By identity: texts that are equal, such as two line breaks, stand in different places.
    joined: dict[int, str] = {}
    start = 0
    for text in texts:
        end = start + len(text)
        if "\n" in text and not _keeps_breaks(text.parent):
            joined[id(text)] = _join_text(flow, start, end, in_chinese=in_chinese)
        start = end
    for element in block.findall(nodes.Element):
        _replace_texts(element, joined)


def _join_text(flow: str, start: int, end: int, *, in_chinese: bool) -> str:
    """Return a part of a text without the line breaks that are none in Chinese."""

    def join(match: re.Match[str]) -> str:
        before = flow[: match.start()].rstrip(_SIGNS + " \t\n")[-1:]
        after = flow[match.end() :].lstrip()[:1]
        return "" if _needs_no_space(before, after, in_chinese=in_chinese) else match[0]

    parts, done = [], start
    for match in _BREAK.finditer(flow, start, end):
        parts += [flow[done : match.start()], join(match)]
        done = match.end()
    return "".join(parts) + flow[done:end]


def _needs_no_space(before: str, after: str, *, in_chinese: bool) -> bool:
    if not before or not after:
        return False
    wide = _IS_WIDE_OR_SHARED if in_chinese else _IS_WIDE
    sides = [bool(wide.match(side)) for side in (before, after)]
    return any(sides) if in_chinese else all(sides)


def _replace_texts(element: nodes.Element, joined: dict[int, str]) -> None:
    """Put in the joined texts, and make one text of neighbouring ones.

    MyST makes a text of every line and every break. The search cuts texts one by one, and
    would miss words that begin on one line and end on the next.
    """
    children: list[nodes.Node] = []
    for child in element.children:
        if not isinstance(child, nodes.Text):
            children.append(child)
            continue
        text = joined.get(id(child), str(child))
        if children and isinstance(children[-1], nodes.Text):
            children[-1] = nodes.Text(children[-1] + text)
        elif text:
            children.append(nodes.Text(text))
    element.children = []
    element.extend(children)


def _close_tooltips(raw: nodes.raw) -> None:
    html = raw.astext()
    closed = _TOOLTIP.sub(lambda match: _SPACE_BETWEEN.sub("", match[0]), html)
    if closed != html:
        raw.children = []
        raw += nodes.Text(closed)
        raw.rawsource = closed


def setup_han_breaks(app: Sphinx) -> None:
    """Let no line break of a source become a space between Han characters."""
    app.add_transform(HanBreaks)
