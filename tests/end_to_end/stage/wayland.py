"""A Wayland compositor without a monitor: weston."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

_DISPLAY = "wayland-stage"


@contextmanager
def wayland(home: Home) -> Iterator[str]:
    """The name of its display, once programs may connect."""
    argv = ["weston", "--backend=headless-backend.so", f"--socket={_DISPLAY}", "--idle-time=0"]
    socket = Path(home.env["XDG_RUNTIME_DIR"]) / _DISPLAY
    with Process("weston", argv, logs=home.logs, env=home.env):
        until(socket.exists, within_s=30, what="weston takes programs")
        yield _DISPLAY
