"""Pages by hand: runs shown in place, numbers measured in them, claims about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.sphinxext.chapters._claims import setup_claims
from concurdocs.sphinxext.chapters._directives import setup_directives
from concurdocs.sphinxext.chapters._report import setup_report
from concurdocs.sphinxext.chapters._roles import setup_roles

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup_chapters"]


def setup_chapters(app: Sphinx) -> None:
    """Set up what pages by hand may use."""
    setup_directives(app)
    setup_roles(app)
    setup_claims(app)
    setup_report(app)
