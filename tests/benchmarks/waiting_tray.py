"""A tray without a picture, as a process of its own: notes when an icon is docked.

The service ``org.kde.StatusNotifierWatcher`` as a panel offers it (freedesktop.org,
"StatusNotifierItem"), only as far as a program needs it to dock.  Prints ``ready``,
and for each icon the monotonic time in nanoseconds; ends on SIGTERM.
"""

# No deferred annotations here: dbus-fast reads them, and cannot evaluate a deferred None.
import asyncio
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process

_READY = "ready"
_READY_S = 10.0
_NAME = "org.kde.StatusNotifierWatcher"


class WaitingTray(ServiceInterface):
    """Offers a tray and tells of each icon."""

    def __init__(self) -> None:
        super().__init__(_NAME)

    @dbus_method(name="RegisterStatusNotifierItem")
    def register_item(self, service: DBusStr) -> None:
        """A program docks its icon."""
        _say(str(time.monotonic_ns()))

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


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Docked:
    """Reads what the tray has noted."""

    def __init__(self, printed: Path) -> None:
        self._printed = printed

    def times(self) -> list[int]:
        """The monotonic time of each icon so far, in ns."""
        lines = self._printed.read_text().splitlines()
        last_ready = len(lines) - lines[::-1].index(_READY)
        return [int(line) for line in lines[last_ready:]]


@contextmanager
def waiting_tray(home: Home) -> Iterator[Docked]:
    """A tray on the session bus."""
    argv = [sys.executable, "-m", "tests.benchmarks.waiting_tray"]
    with Process("waiting-tray", argv, logs=home.logs, env=home.env) as process:
        process.first_line(within_s=_READY_S)
        yield Docked(process.out)


async def _main() -> None:
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    bus = await MessageBus().connect()
    bus.export("/StatusNotifierWatcher", WaitingTray())
    await bus.request_name(_NAME)
    _say(_READY)
    await ended.wait()
    bus.disconnect()


if __name__ == "__main__":
    asyncio.run(_main())
