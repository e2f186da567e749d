"""Makes this Python miss what it would miss on another system; in its children, too.

Python imports a module of this name at its start, if there is one on its path.
"""

# ruff: noqa: SLF001 - there is no public way to take start methods away

import importlib
import multiprocessing
import multiprocessing.context
import os
import sys
from typing import Any

# These ask for the platform while they are imported, so that must be before it changes.
for _name in (
    "concurrent.futures.process", "multiprocessing.pool", "pathlib", "shutil", "signal",
    "subprocess", "time",
):  # fmt: skip
    importlib.import_module(_name)

for _missing in os.environ["ELSEWHERE_MISSING"].split():
    _module, _, _attribute = _missing.partition(".")
    if not _attribute:
        sys.modules[_module] = None  # type: ignore[assignment]  # so an import of it fails
    elif hasattr(importlib.import_module(_module), _attribute):
        delattr(sys.modules[_module], _attribute)

# Since 3.13; where there is no affinity, it is the same as the other.
if hasattr(os, "process_cpu_count") and not hasattr(os, "sched_getaffinity"):
    os.process_cpu_count = os.cpu_count

_methods = os.environ["ELSEWHERE_METHODS"].split()
_context: Any = multiprocessing.context
for _method in set(_context._concrete_contexts) - set(_methods):
    del _context._concrete_contexts[_method]
_context.DefaultContext.get_all_start_methods = lambda _self: _methods
_context._default_context._default_context = _context._concrete_contexts["spawn"]
setattr(multiprocessing, "get_all_start_methods", lambda: _methods)  # noqa: B010 - for mypy

if os.environ["ELSEWHERE_PLATFORM"]:
    sys.platform = os.environ["ELSEWHERE_PLATFORM"]
