"""The texts of examples: those in a script, and those of its translation beside it.

Beside ``plot_join.py``, the file ``plot_join.zh.rst`` holds the docstring's text in the
other language, and then each text block's behind a comment ``.. %% name``.
"""

from __future__ import annotations

import re

from concurdocs.scripts import TextBlock, script_blocks, sidecar_blocks
from parity.findings import Finding, Location
from parity.items import Text, link_item, role_item

_ROLE = re.compile(r":(?P<name>[A-Za-z][\w:+.-]*):`(?P<content>[^`]+)`")
_ADDRESS = re.compile(r"https?://[^\s<>`)）」，。；]+")


def texts_alone(script: str) -> str:
    """Write a script's texts as a translation has them; an edit of code does not change it."""
    docstring, *blocks = script_blocks(script)
    parts = [docstring.text, *(f".. %% {block.name}\n\n{block.text}" for block in blocks)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def read_markup(block: TextBlock, path: str) -> Text:
    """Take a text in reStructuredText apart, as far as the languages have it in common."""
    text = Text(path)
    for number, line in enumerate(block.text.splitlines(), block.line):
        for match in _ROLE.finditer(line):
            if item := role_item(match["name"], match["content"], number):
                text.items.append(item)
        rest = _ROLE.sub("", line)
        text.items += [link_item(match[0], number) for match in _ADDRESS.finditer(rest)]
    return text


def pair_blocks(
    script: str, sidecar: str, paths: tuple[str, str]
) -> tuple[list[tuple[TextBlock, TextBlock]], list[Finding]]:
    """Find each text of a script and its translation.

    Args:
        script: The script.
        sidecar: Its translation.
        paths: What the two files are called.

    Returns:
        The pairs, and what has no counterpart.

    """
    own, other = paths
    (docstring, *blocks), (title, *translated) = script_blocks(script), sidecar_blocks(sidecar)
    findings = []
    if not docstring.text.strip() or not title.text.strip():
        empty, full = (own, other) if not docstring.text.strip() else (other, own)
        findings.append(
            Finding(
                Location(empty),
                "no title and introduction at the beginning",
                Location(full),
                f"write in {empty} what stands here",
            )
        )
    names = [block.name for block in blocks]
    texts = {block.name: block for block in translated if block.text.strip()}
    for block in blocks:
        here, there = Location(own, block.line), Location(other, texts.get(block.name, title).line)
        if not block.name:
            advice = "have the translation behind that name here"
            findings.append(Finding(here, "a text has no name behind '# %%'", there, advice))
        elif block.name not in texts:
            message = f"text '{block.name}' is missing in the other language"
            advice = f"write it behind a line '.. %% {block.name}', or remove it there"
            findings.append(Finding(here, message, there, advice))
    for block in translated:
        if block.name not in names:
            message = f"text '{block.name}' is missing in the script"
            advice = f"write it behind '# %% {block.name}', or remove it there"
            findings.append(Finding(Location(other, block.line), message, Location(own), advice))
    pairs = [(block, texts[block.name]) for block in blocks if block.name in texts]
    return [(docstring, title), *pairs], findings
