"""What every feature of the extension stands on: configuration, messages, nodes, warnings."""

from __future__ import annotations

from concurdocs.sphinxext.basis._config import ExtensionConfig, extension_config, setup_config
from concurdocs.sphinxext.basis._messages import _, setup_messages
from concurdocs.sphinxext.basis._nodes import (
    cross_reference,
    folded,
    html_or_plain,
    setup_nodes,
    shows_html,
)
from concurdocs.sphinxext.basis._warnings import WarningSubtype, warn

__all__ = [
    "ExtensionConfig",
    "WarningSubtype",
    "_",
    "cross_reference",
    "extension_config",
    "folded",
    "html_or_plain",
    "setup_config",
    "setup_messages",
    "setup_nodes",
    "shows_html",
    "warn",
]
