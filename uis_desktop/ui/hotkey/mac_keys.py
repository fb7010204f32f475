"""Keys of the whole desktop on macOS: Carbon's hot keys; not run here.

They need no permission, unlike watching the keyboard.  Functions and numbers are those of
``CarbonEvents.h``, ``CarbonEventsCore.h`` and ``Events.h`` of the Carbon framework.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable
from ctypes import c_int32, c_uint32, c_void_p
from typing import Protocol

from uis_desktop.core.hotkeys import Hotkey, Modifier
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey.seam import Lost, Pressed

logger = logging.getLogger(__name__)

#: ``eventHotKeyExistsErr``.
TAKEN = -9878
#: Qt calls the command key Ctrl and the control key Meta, and so do the settings.
_MODIFIERS = {
    Modifier.CTRL: 0x0100,
    Modifier.SHIFT: 0x0200,
    Modifier.ALT: 0x0800,
    Modifier.META: 0x1000,
}
#: ``kVK_ANSI_…`` and ``kVK_F…``: places of the keyboard, whatever layout is on.
_KEYS = {
    **{"A": 0x00, "S": 0x01, "D": 0x02, "F": 0x03, "H": 0x04, "G": 0x05, "Z": 0x06, "X": 0x07},
    **{"C": 0x08, "V": 0x09, "B": 0x0B, "Q": 0x0C, "W": 0x0D, "E": 0x0E, "R": 0x0F, "Y": 0x10},
    **{"T": 0x11, "O": 0x1F, "U": 0x20, "I": 0x22, "P": 0x23, "L": 0x25, "J": 0x26, "K": 0x28},
    **{"N": 0x2D, "M": 0x2E},
    **{"1": 0x12, "2": 0x13, "3": 0x14, "4": 0x15, "5": 0x17, "6": 0x16, "7": 0x1A, "8": 0x1C},
    **{"9": 0x19, "0": 0x1D},
    **{"F1": 0x7A, "F2": 0x78, "F3": 0x63, "F4": 0x76, "F5": 0x60, "F6": 0x61, "F7": 0x62},
    **{"F8": 0x64, "F9": 0x65, "F10": 0x6D, "F11": 0x67, "F12": 0x6F},
}


class HotKeyCalls(Protocol):
    """What is needed of Carbon."""

    def register(self, key: int, modifiers: int, pressed: Callable[[], None]) -> int:
        """``noErr`` (0), or the error; one combination at a time."""
        ...

    def unregister(self) -> None:
        """Let others have them."""
        ...


if sys.platform == "darwin":
    _CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
    #: ``kEventClassKeyboard`` and ``kEventHotKeyPressed``.
    _PRESSED = (int.from_bytes(b"keyb"), 5)
    _SIGNATURE = int.from_bytes(b"UISd")
    _Handler = ctypes.CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)

    class _HotKeyId(ctypes.Structure):
        """``EventHotKeyID``."""

        _fields_ = (("signature", c_uint32), ("id", c_uint32))

    class _EventKind(ctypes.Structure):
        """``EventTypeSpec``."""

        _fields_ = (("event_class", c_uint32), ("event_kind", c_uint32))

    class Carbon:
        """The real one; its events come by Qt's loop, in its thread."""

        def __init__(self) -> None:
            """Raises OSError: this macOS has no Carbon."""
            self._carbon = carbon = ctypes.CDLL(_CARBON)
            carbon.GetApplicationEventTarget.restype = c_void_p
            carbon.InstallEventHandler.argtypes = (
                *(c_void_p, _Handler, ctypes.c_ulong),
                *(ctypes.POINTER(_EventKind), c_void_p, ctypes.POINTER(c_void_p)),
            )
            carbon.RemoveEventHandler.argtypes = (c_void_p,)
            carbon.RegisterEventHotKey.argtypes = (
                *(c_uint32, c_uint32, _HotKeyId),
                *(c_void_p, c_uint32, ctypes.POINTER(c_void_p)),
            )
            carbon.UnregisterEventHotKey.argtypes = (c_void_p,)
            self._handling = c_void_p()
            self._registered = c_void_p()

        def register(self, key: int, modifiers: int, pressed: Callable[[], None]) -> int:
            """As :meth:`HotKeyCalls.register`."""

            def on_event(_next: int, _event: int, _data: int) -> int:
                pressed()
                return 0

            target = c_void_p(self._carbon.GetApplicationEventTarget())
            # Carbon keeps only the address.
            self._handler = _Handler(on_event)
            error = self._carbon.InstallEventHandler(
                target,
                self._handler,
                1,
                ctypes.byref(_EventKind(*_PRESSED)),
                None,
                ctypes.byref(self._handling),
            )
            if not error:
                error = self._carbon.RegisterEventHotKey(
                    key,
                    modifiers,
                    _HotKeyId(_SIGNATURE, 1),
                    target,
                    0,
                    ctypes.byref(self._registered),
                )
            if error:
                self.unregister()
            return int(error)

        def unregister(self) -> None:
            """As :meth:`HotKeyCalls.unregister`."""
            if self._registered.value:
                self._carbon.UnregisterEventHotKey(self._registered)
            if self._handling.value:
                self._carbon.RemoveEventHandler(self._handling)
            self._registered, self._handling = c_void_p(), c_void_p()


class MacKeys:
    """One combination."""

    def __init__(self, calls: HotKeyCalls) -> None:
        self._calls = calls
        self._grabbed = False

    async def grab(self, hotkey: Hotkey, *, purpose: str, pressed: Pressed, lost: Lost) -> None:
        """As :meth:`GlobalKeys.grab`; macOS asks nobody and takes nothing back.

        Raises:
            HotkeyRefused
        """
        await self.release()
        modifiers = sum(_MODIFIERS[modifier] for modifier in hotkey.modifiers)
        error = self._calls.register(_KEYS[hotkey.key], modifiers, lambda: pressed(""))
        if error:
            logger.info("RegisterEventHotKey: error %d", error)
            raise HotkeyRefused("taken" if error == TAKEN else "unavailable", str(hotkey))
        self._grabbed = True

    async def release(self) -> None:
        """Let others have them."""
        if self._grabbed:
            self._grabbed = False
            self._calls.unregister()
