"""A run processed once, for everything that draws or measures it."""

from __future__ import annotations

from concurdocs.timeline._clip import excerpt
from concurdocs.timeline._lifetimes import Lifetime, lifetime, seen_states, slack, waiting_calls
from concurdocs.timeline._process_labels import ProcessLabel, all_processes, process_labels
from concurdocs.timeline._runnable import condensed, runnable_steps

__all__ = [
    "Lifetime",
    "ProcessLabel",
    "all_processes",
    "condensed",
    "excerpt",
    "lifetime",
    "process_labels",
    "runnable_steps",
    "seen_states",
    "slack",
    "waiting_calls",
]
