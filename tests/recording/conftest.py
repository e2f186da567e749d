"""Fixtures of the tests of the recorder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.recordings import Recording

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def recorded(tmp_path: Path) -> Recording:
    """Record a script given as text; afterwards no process of it may be left."""
    return Recording(tmp_path)
