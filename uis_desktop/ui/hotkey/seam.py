"""Keys of the whole desktop, as each system gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from uis_desktop.core.hotkeys import Hotkey
from uis_desktop.errors import HotkeyRefused

#: Told at each press, with the permission to come to the front (the xdg-activation
#: token of a Wayland desktop), or empty.
Pressed = Callable[[str], None]
#: Told when keys that were grabbed are no longer: why.
Lost = Callable[[HotkeyRefused], None]


class GlobalKeys(Protocol):
    """One combination of keys, grabbed from the whole desktop."""

    async def grab(self, hotkey: Hotkey, *, purpose: str, pressed: Pressed, lost: Lost) -> None:
        """Tell every press from now on, in place of those grabbed before.

        Holding the keys down is one press.  ``purpose`` is for a desktop that asks
        the person first.

        Raises:
            HotkeyRefused: another program has them, or nobody can have them here.  With
                the reason ``unassigned`` presses are told as soon as there are keys: some
                desktops give them in settings of their own, and never tell.
        """
        ...

    async def release(self) -> None:
        """Let others have them."""
        ...
