"""Does a program fill a screen: a film, a presentation, a shared screen."""

from __future__ import annotations

import ctypes
import logging
import sys
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen

from uis_desktop.ui.x11 import X11, x11

logger = logging.getLogger(__name__)

_ACTIVE = b"_NET_ACTIVE_WINDOW"
_STATE = b"_NET_WM_STATE"
_FULL = b"_NET_WM_STATE_FULLSCREEN"

#: ``QUNS_BUSY``, ``QUNS_RUNNING_D3D_FULL_SCREEN``, ``QUNS_PRESENTATION_MODE`` (shellapi.h).
_FILLED = {2, 3, 4}


class FullScreen(Protocol):
    """Asked before a card is shown."""

    def fills(self, screen: QScreen) -> bool:
        """A program of somebody's fills this screen now."""
        ...


class NobodyFills:
    """Where nobody tells: Wayland, and macOS, whose full-screen spaces keep cards out anyway."""

    def fills(self, screen: QScreen) -> bool:
        """As far as anybody can tell, no."""
        return False


class X11FullScreen:
    """By the state of the active window (EWMH 1.5)."""

    def __init__(self, server: X11) -> None:
        self._server = server

    def fills(self, screen: QScreen) -> bool:
        """The active window is in full screen, and on this screen."""
        active = next(iter(self._server.numbers(self._server.root, _ACTIVE)), 0)
        if not active:
            return False
        if self._server.atom(_FULL) not in self._server.numbers(active, _STATE):
            return False
        return _native(screen).contains(self._server.box(active).center())


class WindowsFullScreen:
    """By the shell, which tells of the main screen only; not run here."""

    def fills(self, screen: QScreen) -> bool:
        """The shell would hold back its own notifications."""
        if sys.platform == "win32":
            state = ctypes.c_int(0)
            failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
            return not failed and state.value in _FILLED
        return False


def full_screen() -> FullScreen:
    """The way of this platform."""
    if sys.platform == "win32":
        return WindowsFullScreen()
    server = x11()
    return NobodyFills() if server is None else X11FullScreen(server)


def _native(screen: QScreen) -> QRect:
    """The screen in the server's pixels: Qt scales its size, but not its place."""
    geometry = screen.geometry()
    return QRect(geometry.topLeft(), geometry.size() * screen.devicePixelRatio())
