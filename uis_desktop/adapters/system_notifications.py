"""The system's notifications, found when they are needed.

The library takes 0.1 s and 10 MB to load, and most desktops show cards: it is loaded
by name, in a thread, when somebody asks for it.
"""

from __future__ import annotations

import asyncio
import importlib
from typing import Protocol

from uis_desktop.core.notifications import Notification, Pressed

_BACKEND = "uis_desktop.adapters.desktop_notifier_backend"


class _Backend(Protocol):
    async def ready(self) -> bool: ...
    async def show(self, notification: Notification, pressed: Pressed) -> bool: ...
    async def withdraw(self, key: str) -> None: ...
    async def aclose(self) -> None: ...


class SystemNotifications:
    """Shows notifications, if the system has something that does."""

    def __init__(self, app_name: str) -> None:
        self._app_name = app_name
        self._backend: _Backend | None = None
        self._finding = asyncio.Lock()

    async def available(self) -> bool:
        """There is a service that shows notifications with buttons; looked for anew each time."""
        async with self._finding:
            if self._backend is None:
                module = await asyncio.to_thread(importlib.import_module, _BACKEND)
                self._backend = module.DesktopNotifications(self._app_name)
            return await self._backend.ready()

    async def show(self, notification: Notification, pressed: Pressed) -> bool:
        """Show it, in place of the one with its key; False: nobody shows it."""
        return self._backend is not None and await self._backend.show(notification, pressed)

    async def withdraw(self, key: str) -> None:
        """Take it away, if it is still there."""
        if self._backend is not None:
            await self._backend.withdraw(key)

    async def aclose(self) -> None:
        """Let go of the service."""
        if self._backend is not None:
            await self._backend.aclose()
            self._backend = None
