"""Which way this system gives keys of the whole desktop."""

from __future__ import annotations

import logging
import sys

from uis_desktop.core.hotkeys import Hotkey
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey.seam import GlobalKeys, Lost, Pressed
from uis_desktop.ui.hotkey.selection import on_wayland
from uis_desktop.ui.hotkey.x11_keys import X11Keys
from uis_desktop.ui.x11 import x11

if sys.platform == "win32":
    from uis_desktop.ui.hotkey.windows_keys import User32, WindowsKeys
elif sys.platform == "darwin":
    from uis_desktop.ui.hotkey.mac_keys import Carbon, MacKeys

logger = logging.getLogger(__name__)


class NoKeys:
    """A system that gives no program such keys, or none that is known here."""

    async def grab(self, hotkey: Hotkey, *, purpose: str, pressed: Pressed, lost: Lost) -> None:
        """Refuse.

        Raises:
            HotkeyRefused
        """
        raise HotkeyRefused("unavailable", str(hotkey))

    async def release(self) -> None:
        """Nothing was grabbed."""


def global_keys(portal: GlobalKeys | None = None) -> GlobalKeys:
    """The way of this platform; ``portal`` is that of a desktop of freedesktop.org.

    On a Wayland desktop its X server would take the grab, and then tell only the keys
    pressed over windows of X programs: that is a refusal nobody hears of.
    """
    if sys.platform == "win32":
        return WindowsKeys(User32())
    if sys.platform == "darwin":
        return _of_macos()
    if on_wayland():
        return portal or NoKeys()
    return X11Keys() if x11() is not None else NoKeys()


if sys.platform == "darwin":

    def _of_macos() -> GlobalKeys:
        try:
            return MacKeys(Carbon())
        except (OSError, AttributeError) as error:
            logger.info("no keys of the whole desktop: %s", error)
            return NoKeys()
