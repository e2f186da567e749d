"""Sphinx documentation that shows what every process of an example did.

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
