"""Records what every process of a Python script did, and shows it.

What other projects may import, and may rely on from one version to the next:

- `concurdocs.recording`: `record` runs a script and returns its `Run`; `RunRequest` says how to
  run it, `CodeBlock` which blocks it has.
- `concurdocs.runs`: `Run` is the record, with `Run.load` and `Run.save`; the data classes and
  enumerations in it; `RunFormatError`.
- `concurdocs.drawing`: `page_html` draws a run as a page of its own, `trace_events` as a trace.
- `concurdocs.sphinxext`: the Sphinx extension, to be named in ``extensions``; what ``conf.py``
  may set, and the directives and roles, are described on the extension's page.
- `concurdocs.tasks`: functions that examples hand to processes; the standard library alone.

All else may change: modules whose names begin with an underscore are private to the package they
are in, and so is what other rooms of this package list for each other.

This module only delegates: importing it, or `concurdocs.tasks`, imports no Sphinx.
"""

from __future__ import annotations

TYPE_CHECKING = False  # As `typing.TYPE_CHECKING`, without importing `typing`.
if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let ``extensions = ["concurdocs"]`` mean the same as ``"concurdocs.sphinxext"``.

    Args:
        app: The Sphinx application.

    Returns:
        What `concurdocs.sphinxext.setup` returns.

    """
    from concurdocs.sphinxext import setup as setup_extension  # noqa: PLC0415 - see above

    return setup_extension(app)
