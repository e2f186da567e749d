"""Runs a script and writes down what every process of it did: makes a `concurdocs.runs.Run`.

`record` is the way in. What runs inside the script's own interpreter is in the folder ``stage``,
and nothing else is.
"""

from __future__ import annotations

from concurdocs.recording._output_socket import AttributedSocket
from concurdocs.recording._paths import PathCleaner
from concurdocs.recording._recorder import RECORDER_VERSION, record
from concurdocs.recording._request import CodeBlock, RunRequest

__all__ = [
    "RECORDER_VERSION",
    "AttributedSocket",
    "CodeBlock",
    "PathCleaner",
    "RunRequest",
    "record",
]
