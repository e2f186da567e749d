"""Examples in the language of the site: the same code, with the text in that language.

A script's own text is its original. Beside ``plot_join.py``, the file ``plot_join.zh.rst``
holds the text in the language of the folder ``zh``: the title and the introduction, and
then for each text block of the script, behind a comment ``.. %% name``, its translation.
Before sphinx-gallery looks for scripts, they are written anew with these texts, so that
titles, thumbnails, index, navigation and downloads come out in one language. The code is
the same, and so is the key of its run: nothing runs twice.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from concurdocs.measures import nearest
from concurdocs.recording.options import COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEXT_HEADER = re.compile(r"^# ?%%[ \t]*(?P<name>[A-Za-z_][\w-]*)?.*$")
_SIDECAR_HEADER = re.compile(r"^\.\. %%[ \t]*(?P<name>\S+)[ \t]*$")
_GALLERY_HEADER = re.compile(r"^(GALLERY_HEADER|README)\.(rst|txt|md)$", re.IGNORECASE)


class TranslationError(ExtensionError):
    """Texts of examples are missing or superfluous; lists every finding."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text block of a script: a ``# %%`` line and the comment lines behind it.

    Attributes:
        name: What stands behind ``# %%``, empty if nothing does.
        line: Number of its ``# %%`` line.
        text: Its text, without comment signs.

    """

    name: str
    line: int
    text: str


def text_blocks(script: str) -> Iterator[TextBlock]:
    """Find the text blocks of a script, as sphinx-gallery does."""
    lines = script.splitlines()
    for index, line in enumerate(lines):
        if match := _TEXT_HEADER.match(line):
            end = _comment_end(lines, index + 1)
            text = "\n".join(line[1:].removeprefix(" ") for line in lines[index + 1 : end])
            yield TextBlock(match["name"] or "", index + 1, text)


def _comment_end(lines: list[str], start: int) -> int:
    end = start
    while end < len(lines) and lines[end].startswith("#"):
        end += 1
    return end


def read_sidecar(text: str) -> tuple[str, dict[str, str]]:
    """Split a translation into what stands for the docstring and the texts by name."""
    name, found = "", {"": ""}
    for line in text.splitlines():
        if match := _SIDECAR_HEADER.match(line):
            name = match["name"]
            found[name] = ""
        else:
            found[name] += line + "\n"
    texts = {name: text.strip("\n") for name, text in found.items()}
    return texts.pop(""), texts


def translate(script: str, sidecar: str, names: tuple[str, str]) -> tuple[str, list[str]]:
    """Write a script with the texts of another language.

    Args:
        script: The script.
        sidecar: Its texts in the other language.
        names: What the two files are called, for messages.

    Returns:
        The script in the other language, and what is wrong with its texts.

    """
    own, other = names
    docstring, texts = read_sidecar(sidecar)
    problems = []
    if not docstring:
        problems.append(f"{other}, line 1: no title and introduction, as {own} has them")
    blocks = {block.line: block for block in text_blocks(script)}
    known = {block.name for block in blocks.values() if block.text.strip()}
    for block in blocks.values():
        if not block.text.strip():
            continue
        if not block.name:
            problems.append(
                f"{own}, line {block.line}: give this text a name behind '# %%', by which "
                f"{other} can have it in the other language"
            )
        elif not texts.get(block.name):
            problems.append(
                f"{other}: no text for '{block.name}' ({own}, line {block.line}); write it "
                f"behind a line '.. %% {block.name}'"
            )
    problems += [
        f"{other}: text for '{name}', which {own} does not have; {nearest(name, known, 'texts')}"
        for name in texts
        if name not in known
    ]
    lines = script.splitlines()
    result: list[str] = []
    number = 0
    first = _docstring_lines(script)
    while number < len(lines):
        line = lines[number]
        if first and number == first[0] - 1:
            result += ['"""', *docstring.splitlines(), '"""']
            number = first[1]
            continue
        result.append(line)
        number += 1
        if number in blocks and texts.get(blocks[number].name):
            text = texts[blocks[number].name]
            result += [f"# {line}".rstrip() for line in text.splitlines()]
            end = _comment_end(lines, number)
            # How to run the script is the same in every language.
            result += [line for line in lines[number:end] if COMMENT.match(line)]
            number = end
    return "\n".join(result) + "\n", problems


def _docstring_lines(script: str) -> tuple[int, int] | None:
    """Return the first and the last line of a script's docstring."""
    try:
        body = ast.parse(script).body
    except SyntaxError:
        return None  # reported when the script runs
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        return body[0].lineno, body[0].end_lineno or body[0].lineno
    return None


def write_translated(source: Path, target: Path, language: str, script_name: str) -> None:
    """Write a folder of examples in another language.

    Files that are neither scripts nor translations are copied. What is the same already
    is not touched, and what has no original any more is removed.

    Args:
        source: The folder of the examples.
        target: Where to write to.
        language: Folder name of the language, as in ``plot_join.zh.rst``.
        script_name: Regular expression of paths that sphinx-gallery executes.

    Raises:
        TranslationError: A text is missing or superfluous; lists every finding.

    """
    problems: list[str] = []
    written: set[Path] = set()
    for path in sorted(source.rglob("*")):
        if path.is_dir() or "__pycache__" in path.parts or _is_sidecar(path):
            continue
        goal = target / path.relative_to(source)
        written.add(goal)
        data, found = _translated_file(path, path.with_suffix(f".{language}.rst"), script_name)
        problems += found
        _write(goal, data)
    problems += [
        f"{path}: translation of nothing; {_stem(path)}.py is not there"
        for path in sorted(source.rglob(f"*.{language}.rst"))
        if not any(path.with_name(_stem(path) + suffix).is_file() for suffix in _SUFFIXES)
    ]
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        msg = f"The examples are not complete in the language '{language}':\n{lines}"
        raise TranslationError(msg)
    for path in target.rglob("*"):
        if path.is_file() and path not in written and "__pycache__" not in path.parts:
            path.unlink()


def _translated_file(path: Path, sidecar: Path, script_name: str) -> tuple[bytes, list[str]]:
    """Return what a file is in the other language, and what is wrong with it."""
    own = path.read_bytes()
    is_header = _GALLERY_HEADER.match(path.name)
    if not is_header and not (path.suffix == ".py" and re.search(script_name, str(path))):
        return own, []
    if not sidecar.is_file():
        return own, [f"{path}: no translation; write it to {sidecar.name} beside it"]
    if is_header:
        return sidecar.read_bytes(), []
    text, problems = translate(
        own.decode("utf-8"), sidecar.read_text(encoding="utf-8"), (str(path), str(sidecar))
    )
    return text.encode(), problems


_SUFFIXES = (".py", ".rst", ".txt", ".md")


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]


def _is_sidecar(path: Path) -> bool:
    return len(path.suffixes) > 1 and path.suffix == ".rst"


def _write(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
