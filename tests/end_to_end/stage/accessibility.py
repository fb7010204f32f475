"""What a screen reader would read: every word on the windows of one program.

AT-SPI over D-Bus (freedesktop.org, "at-spi2-core"): programs register themselves at a
registry on a bus of its own, and answer questions about their widgets there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from dbus_fast.aio import MessageBus
from dbus_fast.message import Message
from dbus_fast.signature import Variant

from tests.end_to_end.stage.asking import PROPERTIES, Gone, ask, ask_bus, connect, get
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.widgets import Box, Widget

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ACTION = "org.a11y.atspi.Action"
_OBJECT_EVENTS = "org.a11y.atspi.Event.Object"
_EVENTS = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
_COMPONENT = "org.a11y.atspi.Component"
_TEXT = "org.a11y.atspi.Text"
_A11Y = ("org.a11y.Bus", "/org/a11y/bus")
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
#: AtspiStateType: bit numbers in the state set.
_ENABLED, _FOCUSABLE, _SHOWING = 8, 11, 25
#: Rows a list shows to a screen reader; more would only cost time.
_MOST_CHILDREN = 200
_DEEPEST = 12

_Place = tuple[str, str]


class ScreenReader:
    """Reads the windows of a program by its process id; only what is showing."""

    def __init__(self, bus: MessageBus, runner: asyncio.Runner) -> None:
        self._bus = bus
        self._runner = runner
        self._heard: list[str] = []

    def windows(self, pid: int) -> tuple[Widget, ...]:
        """The windows of the program; none if it has not registered or is gone."""
        return self._runner.run(self._windows(pid))

    def press(self, widget: Widget) -> None:
        """Do what pressing it does, without pointer and keyboard."""
        done = self._runner.run(ask(self._bus, widget.at, _ACTION, "DoAction", "i", 0))
        assert done == [True]

    def listen(self) -> None:
        """Hear announcements from now on."""
        self._runner.run(self._listen())

    def announced(self) -> list[str]:
        """What was announced so far."""
        # Whatever has come by now is read while this answer is waited for.
        self._runner.run(ask_bus(self._bus, "NameHasOwner", _REGISTRY[0]))
        return list(self._heard)

    async def _listen(self) -> None:
        self._bus.add_message_handler(self._on_message)
        await ask(
            self._bus, _EVENTS, _EVENTS[0], "RegisterEvent", "sass", "object:announcement", [], ""
        )
        rule = f"type='signal',interface='{_OBJECT_EVENTS}',member='Announcement'"
        await ask_bus(self._bus, "AddMatch", rule)
        # Programs are told that somebody listens; who answers has read that before.
        for program in await self._children(_REGISTRY):
            await self._children(program)

    def _on_message(self, message: Message) -> None:
        if (message.interface, message.member) == (_OBJECT_EVENTS, "Announcement"):
            self._heard.append(str(message.body[3].value))

    async def _windows(self, pid: int) -> tuple[Widget, ...]:
        for program in await self._children(_REGISTRY):
            if await self._pid_of(program[0]) == pid:
                return await self._showing(program, 0)
        return ()

    async def _pid_of(self, name: str) -> int | None:
        try:
            return int((await ask_bus(self._bus, "GetConnectionUnixProcessID", name))[0])
        except Gone:
            return None

    async def _children(self, at: _Place) -> list[_Place]:
        try:
            found = (await ask(self._bus, at, _ACCESSIBLE, "GetChildren"))[0]
        except Gone:
            return []
        return [(name, path) for name, path in found[:_MOST_CHILDREN]]

    async def _showing(self, at: _Place, depth: int) -> tuple[Widget, ...]:
        seen = []
        for child in await self._children(at):
            # A window may close while it is read.
            try:
                state = await self._state(child)
                if state & (1 << _SHOWING):
                    seen.append(await self._widget(child, state, depth))
            except Gone:
                continue
        return tuple(seen)

    async def _widget(self, at: _Place, state: int, depth: int) -> Widget:
        role = str((await ask(self._bus, at, _ACCESSIBLE, "GetRoleName"))[0])
        name = str(await get(self._bus, at, _ACCESSIBLE, "Name"))
        return Widget(
            role=role,
            name=name,
            text=await self._text(at) if role == "text" else name,
            box=await self._box(at),
            enabled=bool(state & (1 << _ENABLED)),
            children=await self._showing(at, depth + 1) if depth < _DEEPEST else (),
            focusable=bool(state & (1 << _FOCUSABLE)),
            at=at,
        )

    async def _text(self, at: _Place) -> str:
        return str((await ask(self._bus, at, _TEXT, "GetText", "ii", 0, -1))[0])

    async def _box(self, at: _Place) -> Box:
        try:
            # 0: on the screen, not in its window.
            return Box(*(await ask(self._bus, at, _COMPONENT, "GetExtents", "u", 0))[0])
        except Gone:
            return Box(0, 0, 0, 0)

    async def _state(self, at: _Place) -> int:
        low, high = (await ask(self._bus, at, _ACCESSIBLE, "GetState"))[0]
        return int(low) | int(high) << 32


@contextmanager
def screen_reader(home: Home) -> Iterator[ScreenReader]:
    """A screen reader at work: programs that start from now on can be read."""
    with asyncio.Runner() as runner:
        session = runner.run(connect(home.env["DBUS_SESSION_BUS_ADDRESS"]))
        runner.run(_announce(session))
        address = runner.run(ask(session, _A11Y, "org.a11y.Bus", "GetAddress"))[0]
        reading = runner.run(connect(str(address)))
        try:
            yield ScreenReader(reading, runner)
        finally:
            reading.disconnect()
            session.disconnect()


async def _announce(session: MessageBus) -> None:
    on = Variant("b", True)
    for switch in ("IsEnabled", "ScreenReaderEnabled"):
        await ask(session, _A11Y, PROPERTIES, "Set", "ssv", "org.a11y.Status", switch, on)
