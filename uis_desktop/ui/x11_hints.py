"""Tell an X11 window manager what Qt has no word for.

Qt makes a tool window a *utility* (EWMH, ``_NET_WM_WINDOW_TYPE``), and panels
such as xfce4-panel list utilities in their taskbar.  A caller card has no
business there: the state ``_NET_WM_STATE_SKIP_TASKBAR`` says so.  Qt keeps the
states it finds on a window that is not shown yet.
"""

from __future__ import annotations

from typing import Protocol

from uis_desktop.ui.x11 import X11, x11

_STATE = b"_NET_WM_STATE"
_SKIPPED = (b"_NET_WM_STATE_SKIP_TASKBAR", b"_NET_WM_STATE_SKIP_PAGER")


class TaskbarHints(Protocol):
    """How a window asks to be left out of taskbars."""

    def keep_off_taskbar(self, window_id: int) -> None:
        """Ask for a window that is not shown yet."""
        ...


class NoHints:
    """Where a tool window is in no taskbar anyway."""

    def keep_off_taskbar(self, window_id: int) -> None:
        """There is nothing to ask for."""


class X11Hints:
    """Asks the X server over Qt's own connection, so that the order is kept."""

    def __init__(self, server: X11) -> None:
        self._server = server

    def keep_off_taskbar(self, window_id: int) -> None:
        """Ask for a window that is not shown yet."""
        skipped = tuple(map(self._server.atom, _SKIPPED))
        self._server.append_atoms(window_id, _STATE, skipped)


def taskbar_hints() -> TaskbarHints:
    """The way of this platform."""
    server = x11()
    return NoHints() if server is None else X11Hints(server)
