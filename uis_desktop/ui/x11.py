"""What Qt does not ask of an X server, over Qt's own connection.

Only the few requests of libxcb that :mod:`uis_desktop.ui.x11_hints` and
:mod:`uis_desktop.ui.full_screen` need; layouts are those of ``xproto.h``.  The keys that
work everywhere have a connection of their own (:mod:`uis_desktop.ui.hotkey.xcb`).
"""

from __future__ import annotations

import ctypes
import functools
import logging
from ctypes import CDLL, c_char_p, c_int, c_int16, c_uint8, c_uint16, c_uint32, c_void_p

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QNativeInterface

logger = logging.getLogger(__name__)

#: The mode Append, the predefined atom ATOM, and "whatever type it is".
_APPEND = 2
_ATOM = 4
_ANY_TYPE = 0
#: More values than any of our properties has.
_LONGEST = 256


class Cookie(ctypes.Structure):
    """What a request is known by until its reply."""

    _fields_ = (("sequence", c_uint32),)


class _AtomReply(ctypes.Structure):
    """``xcb_intern_atom_reply_t``."""

    _fields_ = (
        ("response_type", c_uint8),
        ("pad0", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("atom", c_uint32),
    )


class _PropertyReply(ctypes.Structure):
    """``xcb_get_property_reply_t``; the values follow it."""

    _fields_ = (
        ("response_type", c_uint8),
        ("format", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("type", c_uint32),
        ("bytes_after", c_uint32),
        ("value_len", c_uint32),
        ("pad0", c_uint8 * 12),
    )


class _GeometryReply(ctypes.Structure):
    """``xcb_get_geometry_reply_t``."""

    _fields_ = (
        ("response_type", c_uint8),
        ("depth", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("root", c_uint32),
        ("x", c_int16),
        ("y", c_int16),
        ("width", c_uint16),
        ("height", c_uint16),
        ("border_width", c_uint16),
        ("pad0", c_uint8 * 2),
    )


class _TranslateReply(ctypes.Structure):
    """``xcb_translate_coordinates_reply_t``."""

    _fields_ = (
        ("response_type", c_uint8),
        ("same_screen", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("child", c_uint32),
        ("dst_x", c_int16),
        ("dst_y", c_int16),
    )


class _Screen(ctypes.Structure):
    """The beginning of ``xcb_screen_t``."""

    _fields_ = (("root", c_uint32),)


class ScreenIterator(ctypes.Structure):
    """``xcb_screen_iterator_t``."""

    _fields_ = (("data", ctypes.POINTER(_Screen)), ("rem", c_int), ("index", c_int))


class X11:
    """The X server Qt talks to."""

    def __init__(self, connection: int) -> None:
        """``connection`` is the address of Qt's ``xcb_connection_t``.

        Raises:
            OSError: libxcb is not there.
        """
        self._connection = c_void_p(connection)
        self._xcb = libxcb()
        self._atoms: dict[bytes, int] = {}
        setup = self._xcb.xcb_get_setup(self._connection)
        self.root = int(self._xcb.xcb_setup_roots_iterator(setup).data.contents.root)

    def atom(self, name: bytes) -> int:
        """The number of a name, asked for once; 0 (None) from a server that is gone."""
        if name not in self._atoms:
            cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name)
            reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
            if not reply:
                return 0
            self._atoms[name] = int(reply.contents.atom)
            self._xcb.free(reply)
        return self._atoms[name]

    def append_atoms(self, window_id: int, name: bytes, atoms: tuple[int, ...]) -> None:
        """Add to a property that is a list of atoms."""
        values = (c_uint32 * len(atoms))(*atoms)
        self._xcb.xcb_change_property(
            self._connection, _APPEND, window_id, self.atom(name), _ATOM, 32, len(atoms), values
        )

    def numbers(self, window_id: int, name: bytes) -> tuple[int, ...]:
        """The values of a property of 32-bit numbers; none for one that is not there."""
        cookie = self._xcb.xcb_get_property(
            self._connection, 0, window_id, self.atom(name), _ANY_TYPE, 0, _LONGEST
        )
        reply = self._xcb.xcb_get_property_reply(self._connection, cookie, None)
        if not reply:
            return ()
        found: tuple[int, ...] = ()
        if reply.contents.format == 32:
            behind = ctypes.addressof(reply.contents) + ctypes.sizeof(_PropertyReply)
            found = tuple((c_uint32 * reply.contents.value_len).from_address(behind))
        self._xcb.free(reply)
        return found

    def box(self, window_id: int) -> QRect:
        """Where a window is, in the server's own pixels; empty for one that is gone."""
        cookie = self._xcb.xcb_get_geometry(self._connection, window_id)
        geometry = self._xcb.xcb_get_geometry_reply(self._connection, cookie, None)
        cookie = self._xcb.xcb_translate_coordinates(self._connection, window_id, self.root, 0, 0)
        place = self._xcb.xcb_translate_coordinates_reply(self._connection, cookie, None)
        box = QRect()
        if geometry and place:
            size = geometry.contents
            box = QRect(place.contents.dst_x, place.contents.dst_y, size.width, size.height)
        for reply in (geometry, place):
            if reply:
                self._xcb.free(reply)
        return box


def x11() -> X11 | None:
    """The X server of this program, if it shows itself on one."""
    application = QGuiApplication.instance()
    if not isinstance(application, QGuiApplication) or application.platformName() != "xcb":
        return None
    native = application.nativeInterface()
    if not isinstance(native, QNativeInterface.QX11Application):
        return None
    return _over(native.connection())


@functools.cache
def _over(connection: int) -> X11 | None:
    """Made once: the names of atoms cost round trips, and each card needs them."""
    try:
        return X11(connection)
    except OSError as error:
        logger.info("the X server is asked nothing but what Qt asks: %s", error)
        return None


def libxcb() -> CDLL:
    """Libxcb, which Qt has loaded already, with the C library's ``free`` beside it."""
    xcb = CDLL("libxcb.so.1")
    declare(xcb, "xcb_intern_atom", _AtomReply, c_uint8, c_uint16, c_char_p)
    declare(
        xcb, "xcb_get_property", _PropertyReply,
        c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32,
    )  # fmt: skip
    declare(xcb, "xcb_get_geometry", _GeometryReply, c_uint32)
    declare(xcb, "xcb_translate_coordinates", _TranslateReply, c_uint32, c_uint32, c_int16, c_int16)
    xcb.xcb_change_property.argtypes = (
        c_void_p, c_uint8, c_uint32, c_uint32, c_uint32, c_uint8, c_uint32, c_void_p
    )  # fmt: skip
    xcb.xcb_change_property.restype = Cookie
    xcb.xcb_get_setup.argtypes = (c_void_p,)
    xcb.xcb_get_setup.restype = c_void_p
    xcb.xcb_setup_roots_iterator.argtypes = (c_void_p,)
    xcb.xcb_setup_roots_iterator.restype = ScreenIterator
    xcb.free.argtypes = (c_void_p,)
    xcb.free.restype = None
    return xcb


def declare(xcb: CDLL, name: str, reply: type[ctypes.Structure], *arguments: type) -> None:
    """A request that has a reply: ``name`` and ``name_reply``."""
    request, answer = getattr(xcb, name), getattr(xcb, f"{name}_reply")
    request.argtypes = (c_void_p, *arguments)
    request.restype = Cookie
    answer.argtypes = (c_void_p, Cookie, c_void_p)
    answer.restype = ctypes.POINTER(reply)
