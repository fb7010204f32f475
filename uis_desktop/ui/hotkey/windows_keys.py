"""Keys of the whole desktop on Windows: RegisterHotKey; not run here.

learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerhotkey.  Without a window
the press is posted to the thread, whose messages Qt reads.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable
from ctypes import c_void_p
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from uis_desktop.core.hotkeys import Hotkey, Modifier
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey.seam import Lost, Pressed

logger = logging.getLogger(__name__)

WM_HOTKEY = 0x0312
#: ERROR_HOTKEY_ALREADY_REGISTERED.
TAKEN = 1409
_MODIFIERS = {Modifier.ALT: 1, Modifier.CTRL: 2, Modifier.SHIFT: 4, Modifier.META: 8}
#: Holding the keys down is one press.
_NO_REPEAT = 0x4000
_F1 = 0x70
#: Windows keeps this one for debuggers.
_RESERVED = "F12"
#: Any of 0 to 0xBFFF, which are a program's own.
_NUMBER = 1


class Message(ctypes.Structure):
    """The beginning of ``MSG``."""

    _fields_ = (("hwnd", c_void_p), ("message", ctypes.c_uint), ("wparam", ctypes.c_size_t))


class HotKeyCalls(Protocol):
    """The two functions of ``user32``, for the calling thread."""

    def register(self, number: int, modifiers: int, key: int) -> int:
        """0, or the error of Windows."""
        ...

    def unregister(self, number: int) -> None:
        """Let others have them."""
        ...


if sys.platform == "win32":

    class User32:
        """The real ones."""

        def __init__(self) -> None:
            self._user32 = ctypes.WinDLL("user32", use_last_error=True)
            self._user32.RegisterHotKey.argtypes = (
                c_void_p,
                ctypes.c_int,
                ctypes.c_uint,
                ctypes.c_uint,
            )
            self._user32.UnregisterHotKey.argtypes = (c_void_p, ctypes.c_int)

        def register(self, number: int, modifiers: int, key: int) -> int:
            """As :meth:`HotKeyCalls.register`."""
            if self._user32.RegisterHotKey(None, number, modifiers, key):
                return 0
            return ctypes.get_last_error()

        def unregister(self, number: int) -> None:
            """As :meth:`HotKeyCalls.unregister`."""
            self._user32.UnregisterHotKey(None, number)


class WindowsKeys:
    """One combination; it listens to Qt's messages only while there is one."""

    def __init__(self, calls: HotKeyCalls) -> None:
        self._calls = calls
        self._filter: _Presses | None = None

    async def grab(self, hotkey: Hotkey, *, purpose: str, pressed: Pressed, lost: Lost) -> None:
        """As :meth:`GlobalKeys.grab`; Windows asks nobody and takes nothing back.

        Raises:
            HotkeyRefused
        """
        await self.release()
        if hotkey.key == _RESERVED:
            raise HotkeyRefused("taken", str(hotkey))
        modifiers = sum(_MODIFIERS[modifier] for modifier in hotkey.modifiers)
        error = self._calls.register(_NUMBER, modifiers | _NO_REPEAT, _key(hotkey.key))
        if error:
            logger.info("RegisterHotKey: error %d", error)
            raise HotkeyRefused("taken" if error == TAKEN else "unavailable", str(hotkey))
        self._filter = _Presses(lambda: pressed(""))
        _application().installNativeEventFilter(self._filter)

    async def release(self) -> None:
        """Let others have them."""
        if self._filter is not None:
            _application().removeNativeEventFilter(self._filter)
            self._filter = None
            self._calls.unregister(_NUMBER)


class _Presses(QAbstractNativeEventFilter):
    def __init__(self, pressed: Callable[[], None]) -> None:
        super().__init__()
        self._pressed = pressed

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Every message of Qt's; ours goes on like the others."""
        told = Message.from_address(int(message))
        if told.message == WM_HOTKEY and told.wparam == _NUMBER:
            self._pressed()
        return False, 0


def _key(key: str) -> int:
    """The virtual key: letters and digits are their characters, whatever layout is on."""
    return ord(key) if len(key) == 1 else _F1 + int(key[1:]) - 1


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application
