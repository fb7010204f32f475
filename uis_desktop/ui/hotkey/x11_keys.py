"""Keys of the whole desktop on X11: passive grabs on the root window."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QSocketNotifier

from uis_desktop.core.hotkeys import Hotkey
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey.presses import Presses
from uis_desktop.ui.hotkey.seam import Lost, Pressed
from uis_desktop.ui.hotkey.xcb import KeyboardChanged, KeyWentDown, KeyWentUp, Xcb

logger = logging.getLogger(__name__)


class X11Keys:
    """Grabs a key by its place on the keyboard, with every state of NumLock and CapsLock."""

    def __init__(self) -> None:
        self._grab: _Grab | None = None

    async def grab(self, hotkey: Hotkey, *, purpose: str, pressed: Pressed, lost: Lost) -> None:
        """As :meth:`GlobalKeys.grab`; X11 asks nobody.

        Raises:
            HotkeyRefused
        """
        await self.release()
        try:
            self._grab = _Grab(Xcb(), hotkey, pressed, lost)
        except OSError as error:
            logger.info("no keys of the whole desktop: %s", error)
            raise HotkeyRefused("unavailable", str(hotkey)) from error

    async def release(self) -> None:
        """Let others have them."""
        if self._grab is not None:
            self._grab.close()
            self._grab = None


class _Grab:
    """One combination that is ours until it is closed."""

    def __init__(self, server: Xcb, hotkey: Hotkey, pressed: Pressed, lost: Lost) -> None:
        """Raises HotkeyRefused or OSError; the connection is closed then."""
        self._server = server
        self._hotkey = hotkey
        self._pressed = pressed
        self._lost = lost
        self._presses = Presses()
        self._owner = QObject()
        self._grabbed: list[tuple[int, int]] = []
        try:
            self._take()
        except (HotkeyRefused, OSError):
            server.close()
            raise
        self._notifier = QSocketNotifier(server.descriptor, QSocketNotifier.Type.Read, self._owner)
        self._notifier.activated.connect(self._on_news)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._owner.deleteLater()
        self._server.close()

    def _take(self) -> None:
        keyboard = self._server.keyboard()
        keycode = keyboard.keycode(self._hotkey.key)
        if keycode is None:
            raise HotkeyRefused("no_key", str(self._hotkey))
        for mask in keyboard.masks(self._hotkey):
            if not self._server.grab(keycode, mask):
                raise HotkeyRefused("taken", str(self._hotkey))
            self._grabbed.append((keycode, mask))

    def _on_news(self) -> None:
        changed = False
        for news in self._server.news():
            match news:
                case KeyWentDown(at_ms=at_ms):
                    if self._presses.press(at_ms):
                        self._pressed("")
                case KeyWentUp(at_ms=at_ms):
                    self._presses.release(at_ms)
                case KeyboardChanged():
                    changed = True
        if self._server.gone:
            self._notifier.setEnabled(False)
        elif changed:
            self._take_anew()

    def _take_anew(self) -> None:
        """The keycode may be another one now."""
        for keycode, mask in self._grabbed:
            self._server.ungrab(keycode, mask)
        self._grabbed.clear()
        try:
            self._take()
        except HotkeyRefused as error:
            self._lost(error)
        except OSError as error:
            logger.info("lost with the change of the keyboard: %s", error)
