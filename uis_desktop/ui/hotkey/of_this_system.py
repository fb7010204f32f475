"""Which way this system gives keys of the whole desktop."""

from __future__ import annotations

import os

from uis_desktop.core.hotkeys import Hotkey
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey.seam import GlobalKeys, Pressed
from uis_desktop.ui.hotkey.x11_keys import X11Keys
from uis_desktop.ui.x11 import x11


class NoKeys:
    """A system that gives no program such keys, or none that is known here."""

    async def grab(self, hotkey: Hotkey, _pressed: Pressed) -> None:
        """Refuse.

        Raises:
            HotkeyRefused
        """
        raise HotkeyRefused("unavailable", str(hotkey))

    async def release(self) -> None:
        """Nothing was grabbed."""


def global_keys() -> GlobalKeys:
    """The way of this platform.

    On a Wayland desktop its X server would take the grab, and then tell only the keys
    pressed over windows of X programs: that is a refusal nobody hears of.
    """
    if x11() is None or os.environ.get("WAYLAND_DISPLAY"):
        return NoKeys()
    return X11Keys()
