"""What a block leaves to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.recording import CodeBlock, record

if TYPE_CHECKING:
    from helpers.recordings import Recording


def test_values_of_last_expressions(recorded: Recording) -> None:
    recorded.script.write_text("40 + 2\n", encoding="utf-8")
    run = record(recorded.script, [CodeBlock("40 + 2\n", show=("_repr_html_", "__repr__"))])

    shown = run.blocks[0].displayed
    assert shown is not None
    assert ("builtins", "int", "__repr__", "42") == (
        shown.type_module,
        shown.type_name,
        shown.method,
        shown.text,
    )
