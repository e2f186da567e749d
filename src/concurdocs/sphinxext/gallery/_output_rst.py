"""The directives that sphinx-gallery's pages get, to show what a script printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concurdocs import __version__
from concurdocs.sphinxext.gallery._registry import indices_below, last_shown

if TYPE_CHECKING:
    from concurdocs.runs import Run

OUTPUT_DIRECTIVE = "concurdocs-output"
FIGURE_DIRECTIVE = "concurdocs-figure"

_SHOWN_BLOCK = re.compile(rf"^\.\. {OUTPUT_DIRECTIVE}:: .*\n   :block: (\d+)$", re.MULTILINE)


def missing_output_rst(page: str, run: Run, key: str) -> str:
    """Return rST for the output that a page lacks.

    sphinx-gallery asks nobody what to show of a block that failed, and of a last block that
    defers its figures.

    Args:
        page: The page as sphinx-gallery wrote it.
        run: The script's run.
        key: Of the run.

    """
    shown = {int(block) for block in _SHOWN_BLOCK.findall(page)}
    missing = (block for block in range(last_shown(run) + 1) if block not in shown)
    return "".join(output_rst(run, key, block) for block in missing)


def output_rst(run: Run, key: str, index: int) -> str:
    """Return rST that shows what was printed while a block ran; empty if nothing was.

    The last block has it even so: a page must name its run, to be written again with it,
    and what wrote it.
    There the figure of the whole run follows.
    """
    last = last_shown(run)
    if index != last and not indices_below(run, index):
        return ""
    text = f"\n\n.. {OUTPUT_DIRECTIVE}:: {key}\n   :block: {index}\n   :by: {__version__}\n\n"
    return text + (f".. {FIGURE_DIRECTIVE}:: {key}\n\n" if index == last else "")
