"""A desktop whose portal gives keys: the real xdg-desktop-portal, and what stands behind it.

The back end is the part a desktop brings: GNOME, KDE and Hyprland have their own.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from tests.adapters.secret_service import PrivateBus

PORTAL = "org.freedesktop.portal.Desktop"
_BACK_END = "org.freedesktop.impl.portal.desktop.stage"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.impl.portal.GlobalShortcuts"
_SESSION = "org.freedesktop.impl.portal.Session"
_PROGRAM = "/usr/libexec/xdg-desktop-portal"
#: As the package installs it: newer portals give keys only to programs of the menu.
_ENTRY = Path(__file__).parents[2] / "packaging" / "desktop" / "linux" / "uis-desktop.desktop"
_ANSWER_S = 10.0


class BackEnd:
    """org.freedesktop.impl.portal.GlobalShortcuts, and the person who is asked by it.

    Attributes:
        response: what the next questions for keys end with: 0 yes, 1 no, 2 otherwise.
        trigger: the keys it gives, in its own words.
        taciturn: it says only yes, as KDE's does, and lists what it has noted.
        asks: False: a question for keys is not answered until :meth:`answer`.
        noted: shortcut ids it gave keys to before.
        wishes: what keys were asked for: id, description, preferred trigger.
        closed: the sessions that were ended.
    """

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self.response = 0
        self.trigger = "Ctrl+Alt+C"
        self.asks = True
        self.taciturn = False
        self.noted: list[str] = []
        self.wishes: list[tuple[str, str, str]] = []
        self.session = ""
        self.news: asyncio.Queue[str] = asyncio.Queue()
        self._asked: Message | None = None
        bus.add_message_handler(self._on_message)

    async def happens(self, member: str) -> None:
        """Return when this is called."""
        async with asyncio.timeout(_ANSWER_S):
            while await self.news.get() != member:
                pass

    def press(self, **options: str) -> None:
        """The keys of the last wish go down."""
        said = {name: Variant("s", text) for name, text in options.items()}
        self.press_of(self.wishes[-1][0], said)

    def press_of(self, shortcut: str, options: dict[str, Variant]) -> None:
        """The keys of this shortcut go down."""
        body = [self.session, shortcut, 1234, options]
        self._bus.send(Message.new_signal(_PATH, _SHORTCUTS, "Activated", "osta{sv}", body))

    def end_session(self) -> None:
        """The person takes the keys back in the desktop's settings."""
        self._bus.send(Message.new_signal(self.session, _SESSION, "Closed"))

    def answer(self) -> None:
        """The person answers the question that is open."""
        assert self._asked is not None
        given = [] if self.response else [self.wishes[-1][0]]
        self.noted += given
        results = {"shortcuts": Variant("a(sa{sv})", [self._about(one) for one in given])}
        if self.taciturn:
            results = {}
        self._bus.send(Message.new_method_return(self._asked, "ua{sv}", [self.response, results]))

    def _about(self, shortcut: str) -> Sequence[object]:
        return (shortcut, {"trigger_description": Variant("s", self.trigger)})

    def _on_message(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        reply = self._reply(message)
        self.news.put_nowait(message.member or "")
        return reply

    def _reply(self, message: Message) -> Message | None:
        body: Any = message.body
        match message.interface, message.member:
            case "org.freedesktop.DBus.Properties", "GetAll":
                version = {"version": Variant("u", 1)} if message.path == _PATH else {}
                return Message.new_method_return(message, "a{sv}", [version])
            case _, "CreateSession":
                self.session = body[1]
                return Message.new_method_return(message, "ua{sv}", [0, {}])
            case _, "ListShortcuts":
                noted = [self._about(one) for one in self.noted]
                results = {"shortcuts": Variant("a(sa{sv})", noted)}
                return Message.new_method_return(message, "ua{sv}", [0, results])
            case _, "BindShortcuts":
                ((shortcut, about),) = body[2]
                wish = (shortcut, about["description"].value, about["preferred_trigger"].value)
                self.wishes.append(wish)
                self._asked = message
                if self.asks:
                    self.answer()
                return None
            case _:
                return Message.new_method_return(message)


class PortalDesktop:
    """A log-in session with a portal.

    Attributes:
        back_end: what the desktop and its person do.
    """

    def __init__(self, back_end: BackEnd, bus: MessageBus, env: dict[str, str], log: Path) -> None:
        self.back_end = back_end
        self._bus = bus
        self._env = env
        self._log = log
        self._process: Process | None = None
        self._owned = asyncio.Event()
        self._free = asyncio.Event()
        bus.add_message_handler(self._on_message)

    async def watch(self) -> None:
        """Hear who has the portal's name."""
        rule = f"type='signal',member='NameOwnerChanged',arg0='{PORTAL}'"
        await self._bus.call(
            Message(
                "org.freedesktop.DBus",
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus",
                "AddMatch",
                signature="s",
                body=[rule],
            )
        )

    async def start_portal(self) -> None:
        """Return when it is there."""
        self._owned.clear()
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                _PROGRAM, "--verbose", env=self._env, stdin=DEVNULL, stdout=log, stderr=log
            )
        await asyncio.wait_for(self._owned.wait(), _ANSWER_S)

    async def stop_portal(self) -> None:
        """Return when nobody has its name."""
        if self._process is not None:
            self._free.clear()
            self._process.terminate()
            await self._process.wait()
            self._process = None
            await asyncio.wait_for(self._free.wait(), _ANSWER_S)

    def _on_message(self, message: Message) -> None:
        if message.member == "NameOwnerChanged" and message.body[0] == PORTAL:
            (self._owned if message.body[2] else self._free).set()


@asynccontextmanager
async def portal_desktop(folder: Path) -> AsyncIterator[tuple[PrivateBus, PortalDesktop]]:
    """A bus in ``folder`` with the back end on it; the portal is not started yet."""
    entries = folder / "data" / "applications"
    entries.mkdir(parents=True)
    shutil.copy(_ENTRY, entries)
    portals = folder / "portals"
    portals.mkdir()
    (portals / "stage.portal").write_text(
        f"[portal]\nDBusName={_BACK_END}\nInterfaces={_SHORTCUTS}\nUseIn=stage\n"
    )
    async with PrivateBus(folder) as private:
        env = {
            # An entry whose program is nowhere is no entry.
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CURRENT_DESKTOP": "stage",
            "XDG_DESKTOP_PORTAL_DIR": str(portals),
            "DBUS_SESSION_BUS_ADDRESS": private.address,
            "GIO_USE_VFS": "local",
        }
        bus = await MessageBus(bus_address=private.address).connect()
        await bus.request_name(_BACK_END)
        desktop = PortalDesktop(BackEnd(bus), bus, env, folder / "portal.log")
        await desktop.watch()
        try:
            yield private, desktop
        finally:
            await desktop.stop_portal()
            bus.disconnect()
