"""A connection of our own to the X server, for grabbing keys; layouts as in ``xproto.h``.

Beside Qt's, so that key events come here and nothing has to look at all of Qt's.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import CDLL, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass

from uis_desktop.ui.hotkey.keyboard import Keyboard
from uis_desktop.ui.x11 import Cookie, declare, libxcb

_KEY_PRESS, _KEY_RELEASE, _MAPPING_NOTIFY = 2, 3, 34
#: The top bit says that another program sent it.
_SENT = 0x80
_ASYNC = 1
_MODIFIERS = 8


class _Setup(ctypes.Structure):
    """The beginning of ``xcb_setup_t``."""

    _fields_ = (("before", c_uint8 * 34), ("min_keycode", c_uint8), ("max_keycode", c_uint8))


class _MappingReply(ctypes.Structure):
    """``xcb_get_keyboard_mapping_reply_t`` and ``xcb_get_modifier_mapping_reply_t``."""

    _fields_ = (
        ("response_type", c_uint8),
        ("per_key", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("pad0", c_uint8 * 24),
    )


class _Event(ctypes.Structure):
    """The beginning of ``xcb_key_press_event_t``."""

    _fields_ = (
        ("response_type", c_uint8),
        ("detail", c_uint8),
        ("sequence", c_uint16),
        ("time", c_uint32),
    )


@dataclass(frozen=True, slots=True)
class KeyWentDown:
    """A grabbed key was pressed, or repeats itself."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class KeyWentUp:
    """A grabbed key was let go, or repeats itself."""

    at_ms: int


class KeyboardChanged:
    """Another layout or keyboard: keycodes mean something else."""


KeyNews = KeyWentDown | KeyWentUp | KeyboardChanged


class Xcb:
    """The X server of this program's environment."""

    def __init__(self) -> None:
        """Connect.

        Raises:
            OSError: libxcb is not there, or nobody answers.
        """
        self._xcb = _with_keys(libxcb())
        screen = c_int(0)
        self._connection = c_void_p(self._xcb.xcb_connect(None, ctypes.byref(screen)))
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError("the X server does not answer")
        setup = self._xcb.xcb_get_setup(self._connection)
        self._setup = _Setup.from_address(setup)
        self._root = int(self._xcb.xcb_setup_roots_iterator(setup).data.contents.root)

    @property
    def descriptor(self) -> int:
        """Readable when something has come."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    @property
    def gone(self) -> bool:
        """The server has ended the connection."""
        return bool(self._xcb.xcb_connection_has_error(self._connection))

    def keyboard(self) -> Keyboard:
        """The keyboard there is now.

        Raises:
            OSError: the server is gone.
        """
        first = int(self._setup.min_keycode)
        number = int(self._setup.max_keycode) - first + 1
        keysyms = self._mapping("xcb_get_keyboard_mapping", c_uint32, number, first, number)
        modifiers = self._mapping("xcb_get_modifier_mapping", c_uint8, _MODIFIERS)
        return Keyboard(first, keysyms, modifiers)

    def grab(self, keycode: int, mask: int) -> bool:
        """Get this key with these modifiers from the whole screen; False: somebody has it."""
        cookie = self._xcb.xcb_grab_key_checked(
            self._connection, 0, self._root, mask, keycode, _ASYNC, _ASYNC
        )
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if error:
            self._xcb.free(error)
        return not error and not self.gone

    def ungrab(self, keycode: int, mask: int) -> None:
        """Let others have it."""
        self._xcb.xcb_ungrab_key(self._connection, keycode, self._root, mask)
        self._xcb.xcb_flush(self._connection)

    def news(self) -> Iterator[KeyNews]:
        """What has come."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            found = _Event.from_address(event)
            kind, at_ms = found.response_type & ~_SENT, int(found.time)
            self._xcb.free(event)
            if kind == _KEY_PRESS:
                yield KeyWentDown(at_ms)
            elif kind == _KEY_RELEASE:
                yield KeyWentUp(at_ms)
            elif kind == _MAPPING_NOTIFY:
                yield KeyboardChanged()

    def close(self) -> None:
        """The server lets go of everything that was grabbed."""
        self._xcb.xcb_disconnect(self._connection)

    def _mapping(
        self, name: str, kind: type[c_uint8 | c_uint32], number: int, *arguments: int
    ) -> list[list[int]]:
        """A table with a row for each of ``number`` keys."""
        cookie = getattr(self._xcb, name)(self._connection, *arguments)
        reply = getattr(self._xcb, f"{name}_reply")(self._connection, cookie, None)
        if not reply:
            raise OSError("the X server is gone")
        per_key = int(reply.contents.per_key)
        behind = ctypes.addressof(reply.contents) + ctypes.sizeof(_MappingReply)
        values = list((kind * (number * per_key)).from_address(behind))
        self._xcb.free(reply)
        return [values[n * per_key : (n + 1) * per_key] for n in range(number)]


def _with_keys(xcb: CDLL) -> CDLL:
    """The requests that only this connection needs."""
    xcb.xcb_connect.argtypes = (c_void_p, c_void_p)
    xcb.xcb_connect.restype = c_void_p
    for name in ("xcb_connection_has_error", "xcb_get_file_descriptor", "xcb_flush"):
        getattr(xcb, name).argtypes = (c_void_p,)
        getattr(xcb, name).restype = c_int
    xcb.xcb_disconnect.argtypes = (c_void_p,)
    xcb.xcb_disconnect.restype = None
    declare(xcb, "xcb_get_keyboard_mapping", _MappingReply, c_uint8, c_uint8)
    declare(xcb, "xcb_get_modifier_mapping", _MappingReply)
    xcb.xcb_grab_key_checked.argtypes = (
        c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8
    )  # fmt: skip
    xcb.xcb_grab_key_checked.restype = Cookie
    xcb.xcb_ungrab_key.argtypes = (c_void_p, c_uint8, c_uint32, c_uint16)
    xcb.xcb_ungrab_key.restype = Cookie
    xcb.xcb_request_check.argtypes = (c_void_p, Cookie)
    xcb.xcb_request_check.restype = c_void_p
    xcb.xcb_poll_for_event.argtypes = (c_void_p,)
    xcb.xcb_poll_for_event.restype = c_void_p
    return xcb
