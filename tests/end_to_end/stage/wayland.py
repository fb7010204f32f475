"""A Wayland compositor without a monitor: weston."""

from __future__ import annotations

import subprocess
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
    with _weston(home, "headless-backend.so"):
        yield _DISPLAY


@contextmanager
def wayland_with_keyboard(home: Home) -> Iterator[str]:
    """The name of a display in a window of the X screen of ``home``, whose keyboard it has."""
    with _weston(home, "x11-backend.so", "--use-pixman", "--width=1024", "--height=700"):
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--class", "weston"]
        focus = ["windowfocus", "--sync", "mousemove", "500", "350"]
        subprocess.run([*search, *focus], env=home.env, check=True, timeout=20)
        yield _DISPLAY


@contextmanager
def _weston(home: Home, *options: str) -> Iterator[None]:
    backend, *others = options
    argv = ["weston", f"--backend={backend}", f"--socket={_DISPLAY}", "--idle-time=0", *others]
    socket = Path(home.env["XDG_RUNTIME_DIR"]) / _DISPLAY
    with Process("weston", argv, logs=home.logs, env=home.env):
        until(socket.exists, within_s=30, what="weston takes programs")
        yield
