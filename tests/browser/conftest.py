"""A browser for a module's tests, and the built site on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.browsing import chromium, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve() as address:
        yield address
