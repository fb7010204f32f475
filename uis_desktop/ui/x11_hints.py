"""Tell an X11 window manager what Qt has no word for.

Qt makes a tool window a *utility* (EWMH, ``_NET_WM_WINDOW_TYPE``), and panels
such as xfce4-panel list utilities in their taskbar.  A caller card has no
business there: the state ``_NET_WM_STATE_SKIP_TASKBAR`` says so.  Qt keeps the
states it finds on a window that is not shown yet.
"""

from __future__ import annotations

import ctypes
import functools
import logging
from ctypes import CDLL, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from typing import Protocol

from PySide6.QtGui import QGuiApplication, QNativeInterface

logger = logging.getLogger(__name__)

_STATE = b"_NET_WM_STATE"
_SKIPPED = (b"_NET_WM_STATE_SKIP_TASKBAR", b"_NET_WM_STATE_SKIP_PAGER")
#: X11 protocol: the mode Append and the predefined atom ATOM.
_APPEND = 2
_ATOM = 4


class TaskbarHints(Protocol):
    """How a window asks to be left out of taskbars."""

    def keep_off_taskbar(self, window_id: int) -> None:
        """Ask for a window that is not shown yet."""
        ...


class NoHints:
    """Where a tool window is in no taskbar anyway."""

    def keep_off_taskbar(self, window_id: int) -> None:
        """There is nothing to ask for."""


class _Cookie(ctypes.Structure):
    """What a request is known by until its reply (xcb.h)."""

    _fields_ = (("sequence", c_uint32),)


class _AtomReply(ctypes.Structure):
    """``xcb_intern_atom_reply_t`` (xproto.h)."""

    _fields_ = (
        ("response_type", c_uint8),
        ("pad0", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("atom", c_uint32),
    )


class X11Hints:
    """Asks the X server over Qt's own connection, so that the order is kept."""

    def __init__(self, connection: int) -> None:
        """``connection`` is the address of Qt's ``xcb_connection_t``.

        Raises:
            OSError: libxcb is not there.
        """
        self._connection = c_void_p(connection)
        self._xcb = _libxcb()
        self._state = self._atom(_STATE)
        self._skipped = (c_uint32 * len(_SKIPPED))(*map(self._atom, _SKIPPED))

    def keep_off_taskbar(self, window_id: int) -> None:
        """Ask for a window that is not shown yet."""
        self._xcb.xcb_change_property(
            self._connection,
            _APPEND,
            window_id,
            self._state,
            _ATOM,
            32,
            len(self._skipped),
            self._skipped,
        )

    def _atom(self, name: bytes) -> int:
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name)
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        if not reply:
            raise OSError("the X server does not answer")
        atom = int(reply.contents.atom)
        self._xcb.free(reply)
        return atom


def _libxcb() -> CDLL:
    """Libxcb, which Qt has loaded already, with the C library's ``free`` beside it."""
    xcb = CDLL("libxcb.so.1")
    xcb.xcb_intern_atom.argtypes = (c_void_p, c_uint8, c_uint16, c_char_p)
    xcb.xcb_intern_atom.restype = _Cookie
    xcb.xcb_intern_atom_reply.argtypes = (c_void_p, _Cookie, c_void_p)
    xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(_AtomReply)
    xcb.xcb_change_property.argtypes = (
        c_void_p, c_uint8, c_uint32, c_uint32, c_uint32, c_uint8, c_uint32, c_void_p
    )  # fmt: skip
    xcb.xcb_change_property.restype = _Cookie
    xcb.free.argtypes = (c_void_p,)
    xcb.free.restype = c_int
    return xcb


def taskbar_hints() -> TaskbarHints:
    """The way of this platform."""
    application = QGuiApplication.instance()
    if not isinstance(application, QGuiApplication) or application.platformName() != "xcb":
        return NoHints()
    native = application.nativeInterface()
    if not isinstance(native, QNativeInterface.QX11Application):
        return NoHints()
    return _hints_over(native.connection())


@functools.cache
def _hints_over(connection: int) -> TaskbarHints:
    """Asked once: the names of states cost three round trips, and each card needs them."""
    try:
        return X11Hints(connection)
    except OSError as error:
        logger.info("cards may show in the taskbar: %s", error)
        return NoHints()
