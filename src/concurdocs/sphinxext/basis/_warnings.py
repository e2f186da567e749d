"""The kinds of warnings of the extension, and the function that emits them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

TYPE = "concurdocs"

logger = logging.getLogger(__name__)


class WarningSubtype(Enum):
    """Kinds of warnings; ``concurdocs.<value>`` in ``suppress_warnings`` silences one."""

    SHOW_MEMORY = "show_memory"
    """``sphinx_gallery_conf['show_memory']`` is a function, whose place concurdocs needs."""

    LOST_PICTURES = "lost_pictures"
    """What takes pictures can't reach into the processes in which scripts run."""

    UNKNOWN_RUN = "unknown_run"
    """There is no example of that name, or it has no run."""

    UNKNOWN_BLOCK = "unknown_block"
    """The example has no block of that name."""

    BAD_MEASURE = "bad_measure"
    """A number or a claim can't be understood, or its run lacks what it is about."""

    CLAIM = "claim"
    """A claim does not hold."""


def warn(subtype: WarningSubtype, message: str, *, location: Node | str | None = None) -> None:
    """Emit a warning.

    Args:
        subtype: Its kind.
        message: Its text.
        location: What it is about.

    """
    logger.warning(message, location=location, type=TYPE, subtype=subtype.value)
