"""A run as data: what every process of a script did. The record that all else stands on.

Nothing here knows how a run is made or shown; the standard library is enough to read one.
"""

from __future__ import annotations

from concurdocs.runs._events import (
    HELPERS,
    Block,
    Call,
    CallName,
    DisplayedValue,
    Environment,
    Failure,
    FailureKind,
    Line,
    Picture,
    Process,
    Role,
    State,
    StateSlice,
)
from concurdocs.runs._renumber import renumber_lines
from concurdocs.runs._run import SCHEMA_VERSION, Run, RunFormatError
from concurdocs.runs._store import Store

__all__ = [
    "HELPERS",
    "SCHEMA_VERSION",
    "Block",
    "Call",
    "CallName",
    "DisplayedValue",
    "Environment",
    "Failure",
    "FailureKind",
    "Line",
    "Picture",
    "Process",
    "Role",
    "Run",
    "RunFormatError",
    "State",
    "StateSlice",
    "Store",
    "renumber_lines",
]
