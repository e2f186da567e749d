"""Takes pages in MyST apart: what the two languages must have in common."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from parity.items import Item, Text, link_item, role_item

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from pathlib import Path
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from parity.items import Kind

_DIRECTIVE = re.compile(r"^\{(?P<name>[^}\s]+)\}[ \t]*(?P<argument>.*)$")
_OPTION = re.compile(r"^\s*:(?P<name>[^:\s][^:]*):[ \t]*(?P<value>.*)$")
_YAML_OPTION = re.compile(r"^(?P<name>[\w-]+):[ \t]*(?P<value>.*)$")
_ENTRY = re.compile(r"^.*<(?P<target>[^<>]+)>$")
_MARK = re.compile(r"^\s*parity:\s*(?P<word>\w+)[\s—–:-]*(?P<reason>.*?)\s*$")
_HTML_TARGET = re.compile(r"<(?P<tag>\w+)[^>]*?\s(?:href|src)=[\"'](?P<target>[^\"']*)[\"']")

_TEXT_ARGUMENTS = frozenset({
    "admonition", "answer", "attention", "card", "caution", "csv-table", "danger", "dropdown",
    "error", "grid-item-card", "hint", "important", "list-table", "note", "rubric", "seealso",
    "sidebar", "tab-item", "table", "tip", "topic", "warning",
})  # fmt: skip
"""Directives whose first line is a title or text for readers."""

_TEXT_OPTIONS = frozenset({"alt", "caption", "header", "title"})
"""Options whose value is text for readers."""

_CODE = frozenset({"code", "code-block", "math", "parsed-literal", "sourcecode"})
"""Directives whose content must be the same."""

_OPAQUE = frozenset({"csv-table", "eval-rst", "raw"})
"""Directives whose content is neither MyST nor the same in both languages."""

_SHOWN_CODE = 40
"""Characters of a code block that messages show."""


def parser_of(docs: Path) -> MarkdownIt:
    """Make a parser with the extensions of MyST that the site has.

    Args:
        docs: The folder with the site's `conf.py`, which is read and not executed.

    """
    extensions: set[str] = set()
    conf = docs / "conf.py"
    for node in ast.parse(conf.read_bytes()).body if conf.is_file() else ():
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == (
            "myst_enable_extensions"
        ):
            extensions = set(ast.literal_eval(node.value))
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)


def read_page(source: str, path: str, parser: MarkdownIt) -> Text:
    """Take a page apart.

    Args:
        source: The page, in MyST.
        path: The file, as findings name it.
        parser: As `parser_of` makes it.

    """
    text = Text(path, length=max(1, len(source.splitlines())))
    reader = _Reader(text, parser)
    reader.read(source, 0)
    reader.end()
    return text


class _Reader:
    """Reads a page and, one by one, the contents of its directives."""

    def __init__(self, text: Text, parser: MarkdownIt) -> None:
        self.text = text
        self.parser = parser
        # Shared by the whole page: footnotes and link definitions can stand anywhere in it.
        self.env: MutableMapping[str, Any] = {}
        self.within: tuple[str, ...] = ()
        self.off: int | None = None

    def add(
        self, kind: Kind, name: str, value: tuple[str, ...], line: int, description: str
    ) -> None:
        self.text.items.append(Item(kind, name, value, line, description, self.within))

    def read(self, source: str, before: int) -> None:
        """Read a part of the page.

        Args:
            source: The part.
            before: Number of lines before it.

        """
        line = before + 1
        for token in self.parser.parse(source, self.env):
            if token.map:
                line = before + token.map[0] + 1
            if ident := token.attrs.get("id"):
                self.add("label", "", (str(ident),), line, f"label '{{#{ident}}}'")
            self.block(token, line)

    def block(self, token: Token, line: int) -> None:
        if token.type == "inline":
            self.sentences(token, line)
        elif token.type == "heading_open":
            self.add("heading", token.tag, (), line, f"heading of level {token.tag[1:]}")
        elif token.type == "myst_target":
            label = token.content.strip()
            self.add("label", "", (label,), line, f"label '({label})='")
        elif token.type in {"fence", "colon_fence", "code_block"}:
            self.fence(token, line)
        elif token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            self.add("footnote", "", (label,), line, f"footnote '[^{label}]:'")
        elif token.type == "html_block":
            self.html(token.content, line)
        elif token.type == "myst_line_comment":
            for number, comment in enumerate(token.content.splitlines(), line):
                self.mark(comment, number)

    def sentences(self, token: Token, line: int) -> None:
        for part in _flat(token.children or []):
            if part.type in {"softbreak", "hardbreak"}:
                line += 1
            elif part.type == "myst_role":
                if item := role_item(str(part.meta["name"]), part.content, line):
                    self.text.items.append(item)
            elif part.type == "link_open":
                self.text.items.append(link_item(str(part.attrs["href"]), line))
            elif part.type == "image":
                source = str(part.attrs["src"])
                self.add("image", "", (source,), line, f"image {source}")
            elif part.type == "footnote_ref":
                label = str(part.meta.get("label", ""))
                description = f"reference to footnote '[^{label}]'"
                self.add("footnote reference", "", (label,), line, description)
            elif part.type == "html_inline":
                self.html(part.content, line)

    def html(self, content: str, line: int) -> None:
        for match in _HTML_TARGET.finditer(content):
            if match["tag"].lower() == "a":
                self.text.items.append(link_item(match["target"], line))
            else:
                description = f"<{match['tag']}> of {match['target']}"
                self.add("image", match["tag"], (match["target"],), line, description)

    def fence(self, token: Token, line: int) -> None:
        info = token.info.strip()
        if match := _DIRECTIVE.match(info):
            self.directive(match["name"], match["argument"].strip(), token.content, line)
        else:
            self.code(info, token.content, line)

    def code(self, language: str, content: str, line: int) -> None:
        first = content.strip().partition("\n")[0][:_SHOWN_CODE]
        kind = f"code block in {language}" if language else "code block"
        description = f"{kind} that begins '{first}'"
        self.add("code", language, (content.rstrip(),), line, description)

    def directive(self, name: str, argument: str, content: str, line: int) -> None:
        options, body, skipped = _split(content)
        if name in _TEXT_ARGUMENTS:
            argument = ""
        value = (argument, *(f":{option}: {value}".rstrip() for option, value in options))
        description = f"directive '{' '.join([f'{{{name}}}', *filter(None, value)])}'"
        self.add("directive", name, value, line, description)
        around, self.within = self.within, (*self.within, name)
        before = line + skipped
        if name == "toctree":
            self.entries(body, before)
        elif name == "glossary":
            self.glossary(body, before)
        elif name in _CODE:
            self.code(argument, body, line)
        elif name not in _OPAQUE:
            self.read(body, before)
        self.within = around

    def entries(self, body: str, before: int) -> None:
        for number, entry in enumerate(body.splitlines(), before + 1):
            if target := entry.strip():
                match = _ENTRY.match(target)
                target = match["target"] if match else target
                self.add("entry", "", (target,), number, f"entry '{target}'")

    def glossary(self, body: str, before: int) -> None:
        lines = body.splitlines()
        previous = ""
        for number, term in enumerate(lines, before + 1):
            if _is_term(term):
                name = term.partition(" : ")[0].strip()
                if _is_term(previous):
                    self.text.glossary[-1] += (name,)  # another name of the same thing
                else:
                    self.text.glossary.append((name,))
                    self.add("glossary entry", "", (), number, f"entry '{name}'")
            previous = term
        definitions = [line if line[:1].isspace() else "" for line in lines]
        self.read(textwrap.dedent("\n".join(definitions)), before)

    def mark(self, comment: str, line: int) -> None:
        match = _MARK.match(comment)
        if not match:
            return
        if match["word"] == "off" and self.off is None:
            self.off = line
            if not match["reason"]:
                self.fault(line, "say why: '% parity: off — the reason'")
        elif match["word"] == "on" and self.off is not None:
            self.text.exempt.append((self.off, line))
            self.off = None
        elif match["word"] == "off":
            self.fault(line, f"the part from line {self.off} on is marked already")
        elif match["word"] == "on":
            self.fault(line, "no '% parity: off' stands before it")
        else:
            self.fault(line, "write '% parity: off — the reason' or '% parity: on'")

    def fault(self, line: int, message: str) -> None:
        self.text.faults.append((line, message))

    def end(self) -> None:
        """Tell if a mark holds to the end: it would hide what is written there later."""
        if self.off is not None:
            self.fault(self.off, "write '% parity: on' behind the part")


def _is_term(line: str) -> bool:
    return bool(line.strip()) and not line[0].isspace() and not line.startswith("..")


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _split(content: str) -> tuple[list[tuple[str, str]], str, int]:
    """Split a directive's content into options, body and the number of lines before that."""
    lines = content.splitlines()
    number, end, pattern = 0, len(lines), _OPTION
    yaml = [place for place, line in enumerate(lines) if line.strip() == "---"][:2]
    if len(yaml) > 1 and yaml[0] == 0:
        number, end, pattern = 1, yaml[1], _YAML_OPTION
    options = []
    while number < end and (match := pattern.match(lines[number])):
        name = match["name"]
        options.append((name, "…" if name in _TEXT_OPTIONS else match["value"].strip()))
        number += 1
    if pattern is _YAML_OPTION:
        number = end + 1
    return sorted(options), "\n".join(lines[number:]), number
