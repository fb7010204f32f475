"""The few things autostart needs of the Windows registry; the only place that knows winreg."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Protocol


class Root(Enum):
    """Whose part of the registry."""

    USER = "HKEY_CURRENT_USER"
    MACHINE = "HKEY_LOCAL_MACHINE"


class Registry(Protocol):
    """Values by root, key and name.  Every method raises OSError if Windows refuses."""

    def value(self, root: Root, key: str, name: str) -> object:
        """A text, bytes or a number; None if there is none."""
        ...

    def write_text(self, key: str, name: str, text: str) -> None:
        """Set a value of this user's."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value of this user's; one that is not there is no error."""
        ...


if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """The real one."""

        def value(self, root: Root, key: str, name: str) -> object:
            """As :meth:`Registry.value`."""
            try:
                with winreg.OpenKey(getattr(winreg, root.value), key) as opened:
                    value: object = winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None
            return value

        def write_text(self, key: str, name: str, text: str) -> None:
            """As :meth:`Registry.write_text`."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def remove(self, key: str, name: str) -> None:
            """As :meth:`Registry.remove`."""
            try:
                with winreg.OpenKey(
                    winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE
                ) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return

    def system_registry() -> Registry:
        """The registry of this computer."""
        return WindowsRegistry()

else:

    def system_registry() -> Registry:
        """There is none on this system.

        Raises:
            OSError
        """
        raise OSError("this system has no registry")
