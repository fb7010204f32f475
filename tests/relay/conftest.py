"""What several tests of the relay need."""

from __future__ import annotations

import pytest


@pytest.fixture
def no_password_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server has none."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
