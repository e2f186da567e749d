"""An example script as text: its option comments, what it depends on, its texts in two languages.

The standard library alone: nothing here runs a script.
"""

from __future__ import annotations

from concurdocs.scripts._dependencies import imported_names, needed_source
from concurdocs.scripts._inlining import InliningError, inline
from concurdocs.scripts._options import OptionError, ScriptOptions, read_options, without_options
from concurdocs.scripts._texts import TextBlock, script_blocks, sidecar_blocks, text_name
from concurdocs.scripts._translation import TranslationError, write_translated

__all__ = [
    "InliningError",
    "OptionError",
    "ScriptOptions",
    "TextBlock",
    "TranslationError",
    "imported_names",
    "inline",
    "needed_source",
    "read_options",
    "script_blocks",
    "sidecar_blocks",
    "text_name",
    "without_options",
    "write_translated",
]
