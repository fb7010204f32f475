"""The tray icon as the panel knows it.

StatusNotifierItem and its menu (freedesktop.org, "StatusNotifierItem"; Canonical,
"com.canonical.dbusmenu"): the panel shows what these answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dbus_fast.aio import MessageBus
from dbus_fast.signature import Variant

from tests.end_to_end.stage.asking import Gone, ask, ask_bus, connect, get
from tests.end_to_end.stage.home import Home

_WATCHER = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher")
_ITEM = "org.kde.StatusNotifierItem"
_MENU = "com.canonical.dbusmenu"


@dataclass(frozen=True, slots=True)
class Icon:
    """What a person learns from the icon without opening a window.

    Attributes:
        tooltip: what hovering tells, title and text.
        menu: the menu's lines, submenus included.
        picture: the pixels of the icon, to see that it changed.
    """

    tooltip: str
    menu: tuple[str, ...]
    picture: bytes = field(repr=False)

    @property
    def words(self) -> str:
        """Everything it says."""
        return "\n".join((self.tooltip, *self.menu))


class Tray:
    """Looks at the icons the panel's tray has taken in."""

    def __init__(self, bus: MessageBus, runner: asyncio.Runner) -> None:
        self._bus = bus
        self._runner = runner

    def icon_of(self, pid: int) -> Icon | None:
        """The icon of a program, or None while the tray has none."""
        return self._runner.run(self._icon_of(pid))

    async def _icon_of(self, pid: int) -> Icon | None:
        try:
            for item in await get(
                self._bus, _WATCHER, _WATCHER[0], "RegisteredStatusNotifierItems"
            ):
                name, slash, path = str(item).partition("/")
                if await self._pid(name) == pid:
                    return await self._icon((name, slash + path))
        except Gone:
            return None
        return None

    async def _pid(self, name: str) -> int:
        return int((await ask_bus(self._bus, "GetConnectionUnixProcessID", name))[0])

    async def _icon(self, at: tuple[str, str]) -> Icon:
        _, _, title, text = await get(self._bus, at, _ITEM, "ToolTip")
        menu = str(await get(self._bus, at, _ITEM, "Menu"))
        pictures = await get(self._bus, at, _ITEM, "IconPixmap")
        return Icon(
            tooltip="\n".join(line for line in (title, text) if line),
            menu=tuple(await self._lines((at[0], menu))),
            picture=b"".join(bytes(picture[2]) for picture in pictures),
        )

    async def _lines(self, at: tuple[str, str]) -> list[str]:
        # The panel asks the same before it opens the menu; some menus are filled then.
        await ask(self._bus, at, _MENU, "AboutToShow", "i", 0)
        wanted = ["label", "visible"]
        layout = (await ask(self._bus, at, _MENU, "GetLayout", "iias", 0, -1, wanted))[1]
        return list(_labels(layout))


def _labels(layout: Any) -> Iterator[str]:
    _, properties, children = layout
    label = properties.get("label")
    if label is not None and label.value:
        # An underscore marks the letter for the keyboard.
        yield str(label.value).replace("__", "\0").replace("_", "").replace("\0", "_")
    for child in children:
        yield from _labels(child.value if isinstance(child, Variant) else child)


@contextmanager
def tray(home: Home) -> Iterator[Tray]:
    """An eye on the tray."""
    with asyncio.Runner() as runner:
        bus = runner.run(connect(home.env["DBUS_SESSION_BUS_ADDRESS"]))
        try:
            yield Tray(bus, runner)
        finally:
            bus.disconnect()
