"""Which way this system gives keys of the whole desktop."""

from __future__ import annotations

from uis_desktop.core.hotkeys import Hotkey
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey.seam import GlobalKeys, Lost, Pressed
from uis_desktop.ui.hotkey.selection import on_wayland
from uis_desktop.ui.hotkey.x11_keys import X11Keys
from uis_desktop.ui.x11 import x11


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
    if on_wayland():
        return portal or NoKeys()
    return X11Keys() if x11() is not None else NoKeys()
