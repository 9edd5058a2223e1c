"""What several folders of tests share.

One browser a process, because a second one cannot be started beside it; tables in memory.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from infrastructure.browser import browser_path
from tests.casework.world import World, tables
from tests.light_moto import lighten
from tests.waiting import PATIENCE_MS

lighten()

# Without these Chromium looks for hosts of its maker at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without windows."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        # The first start reads the whole browser from the disk.
        launched = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS, timeout=4 * PATIENCE_MS)
        yield launched
        launched.close()


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Tables in memory, with the cases that a test puts there."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with tables():
        yield World()
