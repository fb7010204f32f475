"""A tray without a picture: notes when a program has docked its icon.

The service ``org.kde.StatusNotifierWatcher`` as a panel offers it (freedesktop.org,
"StatusNotifierItem"), only as far as a program needs it to dock.
"""

# No deferred annotations here: dbus-fast reads them, and cannot evaluate a deferred None.
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

_NAME = "org.kde.StatusNotifierWatcher"


class WaitingTray(ServiceInterface):
    """Offers a tray; ``docked`` has the monotonic time of each icon, in ns."""

    def __init__(self) -> None:
        super().__init__(_NAME)
        self.docked: asyncio.Queue[int] = asyncio.Queue()

    @dbus_method(name="RegisterStatusNotifierItem")
    def register_item(self, service: DBusStr) -> None:
        """A program docks its icon."""
        self.docked.put_nowait(time.monotonic_ns())

    @dbus_method(name="RegisterStatusNotifierHost")
    def register_host(self, service: DBusStr) -> None:
        """Somebody else wants to show icons."""

    @dbus_property(name="IsStatusNotifierHostRegistered", access=PropertyAccess.READ)
    def has_host(self) -> DBusBool:
        """Icons are shown."""
        return True

    @dbus_property(name="ProtocolVersion", access=PropertyAccess.READ)
    def protocol_version(self) -> DBusInt32:
        """The only one there is."""
        return 0

    @dbus_property(name="RegisteredStatusNotifierItems", access=PropertyAccess.READ)
    def items(self) -> Annotated[list[str], DBusSignature("as")]:
        """Nobody asks."""
        return []

    @dbus_signal(name="StatusNotifierHostRegistered")
    def host_registered(self) -> None:
        """Programs that were started before the panel wait for it."""


@asynccontextmanager
async def waiting_tray(bus_address: str) -> AsyncIterator[WaitingTray]:
    """A tray on the session bus."""
    bus = await MessageBus(bus_address=bus_address).connect()
    tray = WaitingTray()
    bus.export("/StatusNotifierWatcher", tray)
    await bus.request_name(_NAME)
    try:
        yield tray
    finally:
        bus.disconnect()
