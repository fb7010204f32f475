"""What a screen reader would read: every word on the windows of one program.

AT-SPI over D-Bus (freedesktop.org, "at-spi2-core"): programs register themselves at a
registry on a bus of its own, and answer questions about their widgets there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dbus_fast.aio import MessageBus
from dbus_fast.constants import MessageType
from dbus_fast.message import Message
from dbus_fast.signature import Variant

from tests.end_to_end.stage.home import Home

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_TEXT = "org.a11y.atspi.Text"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
#: AtspiStateType: bit numbers in the state set.
_ENABLED, _SHOWING = 8, 25
_DEEPEST = 12
_ANSWER_S = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where a person would click."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget as a screen reader meets it.

    Attributes:
        text: what is written in it, for input fields; else its name.
    """

    role: str
    name: str
    text: str
    box: Box
    enabled: bool
    children: tuple[Widget, ...]

    def all(self) -> Iterator[Widget]:
        """It and everything in it, as read."""
        yield self
        for child in self.children:
            yield from child.all()

    def words(self) -> str:
        """Everything that is written on it, a line a widget."""
        return "\n".join(
            line for widget in self.all() for line in {widget.name, widget.text} if line
        )

    def find(self, role: str, *names: str) -> Widget | None:
        """The first widget of that role with one of these names (any, for none)."""
        return next(
            (w for w in self.all() if w.role == role and (not names or w.name in names)), None
        )


class ScreenReader:
    """Reads the windows of a program by its process id; only what is showing."""

    def __init__(self, bus: MessageBus, runner: asyncio.Runner) -> None:
        self._bus = bus
        self._runner = runner

    def windows(self, pid: int) -> tuple[Widget, ...]:
        """The windows of the program; none if it has not registered or went away meanwhile."""
        return self._runner.run(self._windows(pid))

    async def _windows(self, pid: int) -> tuple[Widget, ...]:
        try:
            async with asyncio.timeout(15):
                for name, path in (await self._ask(_REGISTRY, _ACCESSIBLE, "GetChildren"))[0]:
                    if await self._pid_of(name) == pid:
                        return (await self._read((name, path), 0)).children
        except _Gone:
            return ()
        return ()

    async def _pid_of(self, name: str) -> int | None:
        try:
            return int(
                (await _call(self._bus, _DBUS, _DBUS[0], "GetConnectionUnixProcessID", "s", name))[
                    0
                ]
            )
        except _Gone:
            return None

    async def _read(self, at: tuple[str, str], depth: int) -> Widget:
        children: list[Widget] = []
        if depth < _DEEPEST:
            for name, path in (await self._ask(at, _ACCESSIBLE, "GetChildren"))[0]:
                try:
                    if await self._state((name, path)) & (1 << _SHOWING):
                        children.append(await self._read((name, path), depth + 1))
                except _Gone:
                    continue
        role = str((await self._ask(at, _ACCESSIBLE, "GetRoleName"))[0])
        name_shown = str(await self._property(at, _ACCESSIBLE, "Name"))
        return Widget(
            role=role,
            name=name_shown,
            text=await self._text(at, role) or name_shown,
            box=await self._box(at),
            enabled=bool(await self._state(at) & (1 << _ENABLED)),
            children=tuple(children),
        )

    async def _text(self, at: tuple[str, str], role: str) -> str:
        if role != "text":
            return ""
        return str((await self._ask(at, _TEXT, "GetText", "ii", 0, -1))[0])

    async def _box(self, at: tuple[str, str]) -> Box:
        try:
            # 0: on the screen, not in its window.
            return Box(*(await self._ask(at, _COMPONENT, "GetExtents", "u", 0))[0])
        except _Gone:
            return Box(0, 0, 0, 0)

    async def _state(self, at: tuple[str, str]) -> int:
        low, high = (await self._ask(at, _ACCESSIBLE, "GetState"))[0]
        return int(low) | int(high) << 32

    async def _property(self, at: tuple[str, str], interface: str, name: str) -> object:
        value = (await self._ask(at, _PROPERTIES, "Get", "ss", interface, name))[0]
        return value.value if isinstance(value, Variant) else value

    async def _ask(
        self, at: tuple[str, str], interface: str, member: str, signature: str = "", *body: object
    ) -> list[Any]:
        return await _call(self._bus, at, interface, member, signature, *body)


class _Gone(Exception):
    """Who was asked is not there any more, or does not know the question."""


_DBUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
_A11Y = ("org.a11y.Bus", "/org/a11y/bus")


async def _call(
    bus: MessageBus,
    at: tuple[str, str],
    interface: str,
    member: str,
    signature: str = "",
    *body: object,
) -> list[Any]:
    message = Message(
        destination=at[0],
        path=at[1],
        interface=interface,
        member=member,
        signature=signature,
        body=list(body),
    )
    try:
        async with asyncio.timeout(_ANSWER_S):
            reply = await bus.call(message)
    except TimeoutError as error:
        raise _Gone(member) from error
    if reply.message_type is MessageType.ERROR:
        raise _Gone(member)
    return list(reply.body)


@contextmanager
def screen_reader(home: Home) -> Iterator[ScreenReader]:
    """A screen reader at work: programs that start from now on can be read."""
    with asyncio.Runner() as runner:
        session = runner.run(_connect(home.env["DBUS_SESSION_BUS_ADDRESS"]))
        runner.run(_announce(session))
        address = runner.run(_call(session, _A11Y, "org.a11y.Bus", "GetAddress"))[0]
        reading = runner.run(_connect(str(address)))
        try:
            yield ScreenReader(reading, runner)
        finally:
            reading.disconnect()
            session.disconnect()


async def _connect(address: str) -> MessageBus:
    return await MessageBus(bus_address=address).connect()


async def _announce(session: MessageBus) -> None:
    on = Variant("b", True)
    for switch in ("IsEnabled", "ScreenReaderEnabled"):
        await _call(session, _A11Y, _PROPERTIES, "Set", "ssv", "org.a11y.Status", switch, on)
