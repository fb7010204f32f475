"""One Chromium for all tests of a file, and a relay of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.relay.admin.chromium import Browser, chromium
from tests.relay.admin.office import Office


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser of a Russian administrator."""
    with chromium(tmp_path_factory.mktemp("profile"), language="ru") as started:
        yield started


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A relay in a process of its own."""
    started = Office(tmp_path)
    yield started
    assert started.relay.stop() in {0, -9}, started.relay.log()
