"""Examples in the language of the site: the same code, with the text in that language.

A script's own text is its original; beside it stands its translation (`example_texts`).
Before sphinx-gallery looks for scripts, they are written anew with these texts, so that
titles, thumbnails, index, navigation and downloads come out in one language. The code is
the same, and so is the key of its run: nothing runs twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from concurdocs._suggestions import nearest
from concurdocs.scripts._options import COMMENT
from concurdocs.scripts._texts import comment_end, docstring_lines, sidecar_blocks, text_blocks

if TYPE_CHECKING:
    from pathlib import Path

_GALLERY_HEADER = re.compile(r"^(GALLERY_HEADER|README)\.(rst|txt|md)$", re.IGNORECASE)


class TranslationError(ExtensionError):
    """Texts of examples are missing or superfluous; lists every finding."""


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
    title, *translated = sidecar_blocks(sidecar)
    docstring = title.text.strip("\n")
    texts = {block.name: block.text.strip("\n") for block in translated}
    problems = []
    if not docstring:
        problems.append(f"{other}, line 1: no title and introduction, as {own} has them")
    blocks = {block.line - 1: block for block in text_blocks(script)}
    known = {block.name for block in blocks.values()}
    for header, block in blocks.items():
        if not block.name:
            problems.append(
                f"{own}, line {header}: give this text a name behind '# %%', by which "
                f"{other} can have it in the other language"
            )
        elif not texts.get(block.name):
            problems.append(
                f"{other}: no text for '{block.name}' ({own}, line {header}); write it "
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
    first = docstring_lines(script)
    while number < len(lines):
        line = lines[number]
        if first and number == first[0] - 1:
            # Signs of reStructuredText such as "\\ " are none of Python's.
            quotes = 'r"""' if "\\" in docstring else '"""'
            result += [quotes, *docstring.splitlines(), '"""']
            number = first[1]
            continue
        result.append(line)
        number += 1
        if number in blocks and texts.get(blocks[number].name):
            text = texts[blocks[number].name]
            result += [f"# {line}".rstrip() for line in text.splitlines()]
            end = comment_end(lines, number)
            # How to run the script is the same in every language.
            result += [line for line in lines[number:end] if COMMENT.match(line)]
            number = end
    return "\n".join(result) + "\n", problems


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
