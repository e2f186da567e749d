"""Examples in the language of the site: the same code, with the text in that language.

A script's own text is its original; beside it stands its translation (`scripts._texts`).
Before sphinx-gallery looks for scripts, they are written anew with these texts, so that
titles, thumbnails, index, navigation and downloads come out in one language. The code is
the same, and so is the key of its run: nothing runs twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concurdocs._files import write_if_changed
from concurdocs._suggestions import nearest
from concurdocs.scripts._options import option_text
from concurdocs.scripts._texts import comment_end, docstring_lines, sidecar_blocks, text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GALLERY_HEADER = re.compile(r"^(GALLERY_HEADER|README)\.(rst|txt|md)$", re.IGNORECASE)


class TranslationError(ValueError):
    """Texts of examples are missing or superfluous; lists every finding."""


def check_texts(script: str, sidecar: str, names: tuple[str, str]) -> list[str]:
    """Find out whether the texts of another language are those that a script needs.

    Args:
        script: The script.
        sidecar: Its texts in the other language.
        names: What the two files are called, for messages.

    Returns:
        What is missing and what is superfluous, each with its place and what to do.

    """
    own, other = names
    introduction, texts = _read(sidecar)
    problems = []
    if not introduction:
        problems.append(f"{other}, line 1: no title and introduction, as {own} has them")
    blocks = list(text_blocks(script))
    for block in blocks:
        header = block.line - 1
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
    known = {block.name for block in blocks}
    problems += [
        f"{other}: text for '{name}', which {own} does not have; {nearest(name, known, 'texts')}"
        for name in texts
        if name not in known
    ]
    return problems


def translate(script: str, sidecar: str) -> str:
    """Write a script with the texts of another language.

    Args:
        script: The script.
        sidecar: Its texts in the other language. Where one is missing, the script's own stays.

    """
    lines = script.splitlines()
    translated: list[str] = []
    copied = 0
    for begin, end, text in sorted(_translated_parts(script, sidecar)):
        if begin >= copied:  # what looks like a text block may stand in the docstring
            translated += [*lines[copied:begin], *text]
            copied = end
    return "\n".join([*translated, *lines[copied:]]) + "\n"


def _translated_parts(script: str, sidecar: str) -> Iterator[tuple[int, int, list[str]]]:
    """Find the lines that hold a text, as a slice, and those that stand for them."""
    introduction, texts = _read(sidecar)
    if docstring := docstring_lines(script):
        # Signs of reStructuredText such as "\\ " are none of Python's.
        quotes = 'r"""' if "\\" in introduction else '"""'
        yield docstring[0] - 1, docstring[1], [quotes, *introduction.splitlines(), '"""']
    lines = script.splitlines()
    for block in text_blocks(script):
        if text := texts.get(block.name):
            begin = block.line - 1
            end = comment_end(lines, begin)
            # How to run the script is the same in every language.
            options = [line for line in lines[begin:end] if option_text(line) is not None]
            yield begin, end, [*(f"# {line}".rstrip() for line in text.splitlines()), *options]


def _read(sidecar: str) -> tuple[str, dict[str, str]]:
    """Return the introduction, and the other texts by name."""
    introduction, *blocks = sidecar_blocks(sidecar)
    return introduction.text.strip("\n"), {block.name: block.text.strip("\n") for block in blocks}


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
        sidecar = path.with_suffix(f".{language}.rst")
        data, faults = _translated_file(path, sidecar, script_name)
        problems += faults
        write_if_changed(goal, data)
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
    script, texts = own.decode("utf-8"), sidecar.read_text(encoding="utf-8")
    problems = check_texts(script, texts, (str(path), str(sidecar)))
    return translate(script, texts).encode(), problems


_SUFFIXES = (".py", ".rst", ".txt", ".md")


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]


def _is_sidecar(path: Path) -> bool:
    return len(path.suffixes) > 1 and path.suffix == ".rst"
