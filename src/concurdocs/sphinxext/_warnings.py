"""All warnings of the extension, in one place."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

TYPE = "concurdocs"

logger = logging.getLogger(__name__)


class Warnings(Enum):
    """Kinds of warnings; ``concurdocs.<value>`` in ``suppress_warnings`` silences one.

    Each value is the subtype and the text.
    """

    SHOW_MEMORY = (
        "show_memory",
        (
            "sphinx_gallery_conf['show_memory'] is a function; concurdocs needs its place and "
            "does not call it. Set it to True for the memory use of each script's processes"
        ),
    )
    LOST_PICTURES = (
        "lost_pictures",
        (
            "%s can't reach into the processes in which concurdocs runs scripts; write "
            "'# concurdocs: stage = false' into those that need it, and when you have, add "
            "'concurdocs.lost_pictures' to suppress_warnings"
        ),
    )
    UNKNOWN_RUN = ("unknown_run", "%s")
    UNKNOWN_BLOCK = ("unknown_block", "%s")
    BAD_MEASURE = ("bad_measure", "%s")
    CLAIM = ("claim", "%s")

    @property
    def subtype(self) -> str:
        """The second half of the name in ``suppress_warnings``."""
        return self.value[0]


def warn(notice: Warnings, *arguments: object, location: Node | str | None = None) -> None:
    """Emit a warning.

    Args:
        notice: Which.
        arguments: What goes into its text.
        location: What it is about.

    """
    logger.warning(
        notice.value[1], *arguments, location=location, type=TYPE, subtype=notice.subtype
    )
