"""Keys of the whole desktop, as each system gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from uis_desktop.core.hotkeys import Hotkey

#: Told at each press, with the permission to come to the front (the xdg-activation
#: token of a Wayland desktop), or empty.
Pressed = Callable[[str], None]


class GlobalKeys(Protocol):
    """One combination of keys, grabbed from the whole desktop."""

    async def grab(self, hotkey: Hotkey, pressed: Pressed) -> None:
        """Tell every press from now on, in place of those grabbed before.

        Holding the keys down is one press.

        Raises:
            HotkeyRefused: another program has them, or nobody can have them here.
        """
        ...

    async def release(self) -> None:
        """Let others have them."""
        ...
