"""What several tests of the relay need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.relay.console import Console
from tests.relay.nats import NatsServer


@pytest.fixture
def no_password_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server has none."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.fixture
def shared_log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | None]:
    """Where several relays share their log; None unless :data:`sharing.on_both` asks for it."""
    if not getattr(request, "param", False):
        yield None
        return
    with NatsServer(tmp_path / "nats") as nats:
        yield nats.url


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str], shared_log: str | None) -> Console:
    """Where the commands are typed; there is a company."""
    console = Console(tmp_path / "data", capsys, shared_log)
    console.told("account", "add", "acme")
    return console
