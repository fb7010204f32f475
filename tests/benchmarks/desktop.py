"""The desktop the tray app is measured on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.log_in import keyring, session_bus
from tests.end_to_end.stage.screen import virtual_screen, window_manager


@contextmanager
def desktop(home: Home) -> Iterator[None]:
    """Somebody has logged in at a screen: bus, password store, window manager."""
    with (
        session_bus(home),
        keyring(home),
        virtual_screen(home),
        window_manager(home, "openbox"),
    ):
        yield
