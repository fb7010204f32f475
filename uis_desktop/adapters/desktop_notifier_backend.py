"""desktop-notifier: the only file that knows it.  Loaded by :mod:`.system_notifications`."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from functools import partial
from typing import Any

import desktop_notifier as library
from desktop_notifier.backends.base import DesktopNotifierBackend
from desktop_notifier.main import get_backend_class

from uis_desktop.core.notifications import CLICKED, DISMISSED, Notification, Pressed

if sys.platform == "linux":
    from dbus_fast.errors import (
        AuthError,
        DBusError,
        InterfaceNotFoundError,
        InvalidIntrospectionError,
    )
    from desktop_notifier.backends.dbus import DBusDesktopNotifier

    #: ValueError: there is no address of a session bus, or it is not one.
    _FAILURES: tuple[type[BaseException], ...] = (
        TimeoutError,
        KeyError,
        OSError,
        EOFError,
        ValueError,
        AuthError,
        DBusError,
        InterfaceNotFoundError,
        InvalidIntrospectionError,
    )

    class _InPlaceInterface:
        """org.freedesktop.Notifications, with ``replaces_id`` filled in.

        desktop-notifier 6.2 always says 0 there, so a notification that is brought up to
        date would stand twice, or go and come back.
        """

        def __init__(self, interface: Any) -> None:
            self._interface = interface
            self.replaces_id = 0

        def __getattr__(self, name: str) -> Any:
            return getattr(self._interface, name)

        async def call_notify(self, app_name: str, _new: int, *others: object) -> int:
            return int(await self._interface.call_notify(app_name, self.replaces_id, *others))

    class _InPlace(DBusDesktopNotifier):
        """Brings a notification up to date where it stands; one call at a time."""

        async def _init_dbus(self) -> Any:
            self._in_place = _InPlaceInterface(await super()._init_dbus())
            stand_in: Any = self._in_place
            self.interface = stand_in
            return stand_in

        async def _send(self, notification: library.Notification) -> None:
            if not self.interface:
                await self._init_dbus()
            ids = self._platform_to_interface_notification_identifier.inverse
            self._in_place.replaces_id = ids.get(notification.identifier, 0)
            await super()._send(notification)

    def _backend(app_name: str) -> DesktopNotifierBackend:
        return _InPlace(app_name, library.Icon(name="call-start"))

    async def _disconnect(backend: DesktopNotifierBackend) -> None:
        # The library never does; it sets ``bus`` once it is connected.
        bus = getattr(backend, "bus", None)
        if bus is not None:
            bus.disconnect()
            with suppress(*_FAILURES):
                await bus.wait_for_disconnect()

else:
    _FAILURES = (TimeoutError, KeyError, OSError)

    def _backend(app_name: str) -> DesktopNotifierBackend:
        # These put a notification in the place of the one with the same identifier.
        return get_backend_class()(app_name, None)

    async def _disconnect(backend: DesktopNotifierBackend) -> None:
        """There is no connection on these systems."""


logger = logging.getLogger(__name__)

#: A service that has to be started first takes a moment.
_PATIENCE_S = 5.0

_NEEDED = {library.Capability.TITLE, library.Capability.MESSAGE, library.Capability.BUTTONS}


class DesktopNotifications:
    """Notifications by desktop-notifier; a service that goes away may come back."""

    def __init__(self, app_name: str) -> None:
        # The library logs whole notifications: names and numbers.
        logging.getLogger("desktop_notifier").setLevel(logging.CRITICAL)
        self._app_name = app_name
        self._backend = _backend(app_name)
        self._turn = asyncio.Lock()

    async def ready(self) -> bool:
        """There is a service, and it shows buttons."""
        async with self._turn:
            # Another service may have come in its place.
            self._backend._capabilities = None
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    allowed = await self._backend.request_authorisation()
                    able = await self._backend.get_capabilities()
            except _FAILURES as error:
                logger.info("no service for notifications: %s", type(error).__name__)
                await self._give_up()
                return False
            return allowed and able >= _NEEDED

    async def show(self, notification: Notification, pressed: Pressed) -> bool:
        """Show it, in place of the one with its key; False: nobody shows it."""
        done = asyncio.Event()
        urgency = library.Urgency.Critical if notification.urgent else library.Urgency.Normal
        async with self._turn:
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    await self._backend.send(
                        library.Notification(
                            identifier=notification.key,
                            title=notification.safe_title,
                            message=notification.safe_body,
                            urgency=urgency,
                            timeout=0 if notification.urgent else -1,
                            buttons=tuple(
                                library.Button(words, partial(pressed, name), name)
                                for name, words in notification.buttons
                            ),
                            on_dispatched=done.set,
                            on_clicked=partial(pressed, CLICKED),
                            on_dismissed=partial(pressed, DISMISSED),
                        )
                    )
            except TimeoutError:
                logger.info("the service for notifications does not answer")
        return done.is_set()

    async def withdraw(self, key: str) -> None:
        """Take it away, if it is still there."""
        async with self._turn:
            if key not in await self._backend.get_current_notifications():
                return
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    await self._backend.clear(key)
            except _FAILURES as error:
                logger.info("notification not withdrawn: %s", type(error).__name__)

    async def aclose(self) -> None:
        """Let go of the service."""
        await _disconnect(self._backend)

    async def _give_up(self) -> None:
        """The next try begins with a new connection."""
        await _disconnect(self._backend)
        self._backend = _backend(self._app_name)
