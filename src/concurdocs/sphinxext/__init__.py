"""The Sphinx extension: connects sphinx-gallery, the recording and the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import concurdocs
from concurdocs.sphinxext._static_files import setup_static_files
from concurdocs.sphinxext.basis import cross_reference, setup_config, setup_messages, setup_nodes
from concurdocs.sphinxext.chapters import setup_chapters
from concurdocs.sphinxext.gallery import setup_gallery
from concurdocs.sphinxext.languages import setup_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["cross_reference", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension, feature by feature."""
    app.setup_extension("sphinx_gallery.gen_gallery")
    setup_config(app)
    setup_messages(app)
    setup_nodes(app)
    setup_static_files(app)
    setup_gallery(app)
    setup_chapters(app)
    setup_languages(app)
    return {
        "version": concurdocs.__version__,
        # What is kept in the environment (claims, pages with a report) and in the doctrees.
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
