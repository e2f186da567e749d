"""The key of a run: all that it depends on and that is known before it runs."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import platform
import sys
from typing import TYPE_CHECKING

from concurdocs._files import module_file
from concurdocs.recording import RECORDER_VERSION
from concurdocs.runs import SCHEMA_VERSION
from concurdocs.scripts import imported_names, needed_source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from concurdocs.recording import CodeBlock, RunRequest


def run_key(
    script: Path,
    code_blocks: Sequence[CodeBlock],
    request: RunRequest,
    task_modules: Sequence[str] = (),
) -> str:
    """Return the key of a run that may not have been made yet.

    Text around the code, and where in the script the code stands, do not count.

    Args:
        script: The file.
        code_blocks: Its blocks of code.
        request: How it is run.
        task_modules: Modules of which a script uses single functions; only those count.

    """
    code = "\n".join(block.text for block in code_blocks)
    ingredients: list[object] = [
        [SCHEMA_VERSION, RECORDER_VERSION],
        [sys.version, sys.platform, platform.machine(), os.cpu_count()],
        script.name,
        [
            [block.name, block.text.rstrip(), block.show, block.picture_scales]
            for block in code_blocks
        ],
        dataclasses.asdict(request.options),
        request.arguments,
        request.start_method,
        dict(request.environment),
        [_task_source(code, module) for module in task_modules],
    ]
    if "__doc__" in code:
        ingredients.append(script.read_text(encoding="utf-8"))
    text = json.dumps(ingredients, sort_keys=True)
    return f"{script.stem}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _task_source(code: str, module: str) -> str | None:
    if module.rpartition(".")[2] not in code:
        return None
    try:
        names = imported_names(code, module)
    except SyntaxError:
        return None  # it won't run either
    file = module_file(module)
    if file is None or names == set():
        return None
    text = file.read_text(encoding="utf-8")
    return text if names is None else needed_source(text, names)
