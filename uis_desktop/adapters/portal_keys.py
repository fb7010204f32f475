"""Keys of the whole desktop where the desktop gives them: by its portal.

The way of Wayland, where no program sees keys pressed over the windows of another.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Callable

from uis_desktop.adapters.bus import Bus, BusSignal, CallFailed, Connect
from uis_desktop.adapters.portal_shortcuts import Declined, PortalNews, PortalSession
from uis_desktop.core.hotkeys import Hotkey
from uis_desktop.errors import HotkeyRefused

logger = logging.getLogger(__name__)

_LIBRARY = "uis_desktop.adapters.session_bus"
#: Portals from 1.21 on, to a program whose entry in the menu they do not find.
_NOT_ALLOWED = "org.freedesktop.portal.Error.NotAllowed"

Pressed = Callable[[str], None]
Lost = Callable[[HotkeyRefused], None]


async def _session_bus(told: Callable[[BusSignal], None]) -> Bus:
    """Loaded when it is needed: most people choose no keys."""
    module = await asyncio.to_thread(importlib.import_module, _LIBRARY)
    bus: Bus = await module.connect(told)
    return bus


class PortalKeys:
    """One combination of keys at a time; taken anew from a portal that was started anew."""

    def __init__(self, app_id: str, *, connect: Connect = _session_bus) -> None:
        """``app_id`` is the name of the program's entry in the desktop's menu."""
        self._app_id = app_id
        self._connect = connect
        self._session: PortalSession | None = None
        self._again: asyncio.Task[None] | None = None

    async def grab(self, hotkey: Hotkey, *, purpose: str, pressed: Pressed, lost: Lost) -> None:
        """Tell every press from now on, in place of those grabbed before.

        Returns when the person has answered the desktop's question, if it has one.

        Raises:
            HotkeyRefused
        """
        await self.release()
        await self._take(hotkey, purpose, pressed, lost)

    async def release(self) -> None:
        """Let others have them."""
        again, self._again = self._again, None
        if again is not None:
            again.cancel()
            await asyncio.wait([again])
        await self._end()

    async def _end(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _take(self, hotkey: Hotkey, purpose: str, pressed: Pressed, lost: Lost) -> None:
        def on_news(news: PortalNews) -> None:
            logger.info("keys by the portal: %s", news.value)
            if news is PortalNews.CLOSED:
                lost(HotkeyRefused("withdrawn", str(hotkey)))
            elif news is PortalNews.BACK and self._again is None:
                self._again = asyncio.create_task(self._take_again(hotkey, purpose, pressed, lost))

        session = self._session = PortalSession(self._app_id, pressed, on_news)
        try:
            await session.open(await self._connect(session.hear))
            bound = await session.bind(hotkey, purpose)
        except (CallFailed, Declined, TimeoutError) as error:
            await self._end()
            logger.info("no keys by the portal: %s", repr(error))
            raise HotkeyRefused(_reason(error), str(hotkey)) from error
        except asyncio.CancelledError:
            await self._end()
            raise
        logger.info("keys by the portal: %s", bound.trigger or "none yet")
        if not bound.trigger:
            raise HotkeyRefused("unassigned", str(hotkey))

    async def _take_again(self, hotkey: Hotkey, purpose: str, pressed: Pressed, lost: Lost) -> None:
        await self._end()
        try:
            await self._take(hotkey, purpose, pressed, lost)
        except HotkeyRefused as error:
            lost(error)
        finally:
            self._again = None


def _reason(error: Exception) -> str:
    if isinstance(error, Declined):
        return "declined"
    if isinstance(error, CallFailed) and error.name == _NOT_ALLOWED:
        return "not_installed"
    return "unavailable"
