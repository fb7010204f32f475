"""A nats-server for the tests of a folder; each test has streams of its own name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.relay.nats import NatsServer


@pytest.fixture(scope="module")
def nats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """One server for all tests of a file."""
    with NatsServer(tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest.fixture
def name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database nobody else has."""
    return f"shop-{tmp_path.name}-{abs(hash(request.node.name))}"
