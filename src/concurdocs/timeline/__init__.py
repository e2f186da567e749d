"""A run processed once, for everything that draws or measures it."""

from __future__ import annotations

from concurdocs.timeline._lifetimes import Lifetime
from concurdocs.timeline._process_labels import CHILD_COLOURS, ProcessLabel, Words
from concurdocs.timeline._runnable import Step, condensed
from concurdocs.timeline._timeline import ProcessTimeline, Timeline

__all__ = [
    "CHILD_COLOURS",
    "Lifetime",
    "ProcessLabel",
    "ProcessTimeline",
    "Step",
    "Timeline",
    "Words",
    "condensed",
]
