"""What several tests of the relay need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.relay.console import Console


@pytest.fixture
def no_password_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server has none."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """Where the commands are typed; there is a company."""
    console = Console(tmp_path / "data", capsys)
    console.told("account", "add", "acme")
    return console
