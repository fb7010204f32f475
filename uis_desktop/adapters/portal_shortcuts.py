"""One session of the desktop's portal for keys, org.freedesktop.portal.GlobalShortcuts.

flatpak.github.io/xdg-desktop-portal, "Global Shortcuts", "Requests", "Sessions" and
"Registry".  The desktop asks the person, keeps what was answered by program and shortcut
id, and may give other keys than those preferred.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from uis_desktop.adapters.bus import Bus, BusSignal, CallFailed
from uis_desktop.core.hotkeys import Hotkey, xdg_trigger

logger = logging.getLogger(__name__)

PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_REGISTRY = "org.freedesktop.host.portal.Registry"
_SIGNALS = f"type='signal',sender='{PORTAL}'"
_OWNER = f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{PORTAL}'"
#: Among the results.
_SHORTCUTS_KEY = "shortcuts"
#: A portal that is started for the question takes its time at the log-in.
_PATIENCE_S = 30.0
_CLOSING_S = 2.0


class Declined(Exception):
    """The person, or the desktop for him, said no."""


class PortalNews(Enum):
    """What happens to a session that stood."""

    CLOSED = "the desktop has ended it"
    GONE = "the portal has ended, and the session with it"
    BACK = "there is a portal again"


@dataclass(frozen=True, slots=True)
class Bound:
    """What the desktop has noted.

    Attributes:
        trigger: the keys in its own words; empty if it has given none yet, or, like
            Hyprland's, never tells.
    """

    trigger: str


class PortalSession:
    """A session, from the first question to :meth:`close`."""

    def __init__(
        self,
        app_id: str,
        pressed: Callable[[str], None],
        news: Callable[[PortalNews], None],
    ) -> None:
        """``app_id`` is the name of the program's entry in the desktop's menu."""
        self._app_id = app_id
        self._pressed = pressed
        self._news = news
        self._bus: Bus | None = None
        self._handle = ""
        self._shortcut = ""
        self._questions = 0
        self._waiting: dict[str, asyncio.Future[Sequence[object]]] = {}
        self._gone = False

    async def open(self, bus: Bus) -> None:
        """Begin, over a connection whose signals come to :meth:`hear`.

        Raises:
            CallFailed, Declined, TimeoutError
        """
        self._bus = bus
        async with asyncio.timeout(_PATIENCE_S):
            await bus.listen(_SIGNALS)
            await bus.listen(_OWNER)
            await self._register(bus)
            options = {"session_handle_token": "keys"}
            code, results = await self._ask(bus, "CreateSession", "", [], options)
        if code != 0:
            raise Declined
        # A text, though it is a path: the portal's documents call that a mistake that stays.
        self._handle = str(results.get("session_handle", ""))

    async def bind(self, hotkey: Hotkey, purpose: str) -> Bound:
        """Have the keys, once the person has agreed; there is no hurry.

        Raises:
            CallFailed, Declined
        """
        assert self._bus is not None
        # Other keys are another shortcut, or the desktop would go on with those it has noted.
        self._shortcut = "number-" + str(hotkey).lower().replace("+", "-")
        found = _bound(await self._list(self._bus), self._shortcut)
        if found is not None:
            return found
        wish = (self._shortcut, {"description": purpose, "preferred_trigger": xdg_trigger(hotkey)})
        asked: Sequence[object] = [self._handle, [wish], ""]
        code, given = await self._ask(self._bus, "BindShortcuts", "oa(sa{sv})s", asked, {})
        # GNOME's gives keys with any code (xdg-desktop-portal-gnome 48 does not set it).
        found = _bound(given, self._shortcut)
        if found is None and code == 0 and _SHORTCUTS_KEY not in given:
            # KDE's says only yes.
            found = _bound(await self._list(self._bus), self._shortcut) or Bound("")
        if found is None:
            raise Declined
        return found

    async def _list(self, bus: Bus) -> Mapping[str, object]:
        """What is noted; nothing from a desktop that does not want to tell."""
        _, noted = await self._ask(bus, "ListShortcuts", "o", [self._handle], {})
        return noted

    async def close(self) -> None:
        """Let others have the keys."""
        bus, self._bus = self._bus, None
        if bus is None:
            return
        if self._handle and not self._gone:
            try:
                async with asyncio.timeout(_CLOSING_S):
                    await bus.call(PORTAL, self._handle, "org.freedesktop.portal.Session", "Close")
            except (CallFailed, TimeoutError) as error:
                # The portal ends it with the connection.
                logger.info("session of the portal not closed: %s", error)
        bus.close()

    def hear(self, signal: BusSignal) -> None:
        """A signal of the connection."""
        match signal:
            case BusSignal(path=path, member="Response", body=body):
                waiting = self._waiting.pop(path, None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(body)
            case BusSignal(member="Activated", body=[self._handle, self._shortcut, _, options]):
                self._pressed(_text(options, "activation_token"))
            case BusSignal(path=self._handle, member="Closed") if self._handle:
                self._gone = True
                self._news(PortalNews.CLOSED)
            case BusSignal(member="NameOwnerChanged", body=[_, before, after]):
                self._on_owner(bool(before), bool(after))

    def _on_owner(self, before: bool, after: bool) -> None:
        if before and not self._gone:
            self._gone = True
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(CallFailed("", "the portal has ended"))
            self._waiting.clear()
            self._news(PortalNews.GONE)
        if after and self._gone:
            self._news(PortalNews.BACK)

    async def _register(self, bus: Bus) -> None:
        """Say which program this is; before 1.20 portals saw that for themselves, or not."""
        try:
            await bus.call(PORTAL, _PATH, _REGISTRY, "Register", "sa{sv}", [self._app_id, {}])
        except CallFailed as error:
            logger.info("the portal does not take our name: %s", error)

    async def _ask(
        self, bus: Bus, member: str, signature: str, body: Sequence[object], options: dict[str, str]
    ) -> tuple[object, Mapping[str, object]]:
        """Code (0: yes) and results of a request, which come as a signal of its own."""
        self._questions += 1
        token = f"keys{self._questions}"
        sender = bus.name.removeprefix(":").replace(".", "_")
        path = f"{_PATH}/request/{sender}/{token}"
        waiting = self._waiting[path] = asyncio.get_running_loop().create_future()
        options = {**options, "handle_token": token}
        try:
            await bus.call(PORTAL, _PATH, _SHORTCUTS, member, signature + "a{sv}", [*body, options])
            code, results, *_ = await waiting
        finally:
            self._waiting.pop(path, None)
        if code != 0:
            logger.info("%s: the portal answered %s", member, code)
        return code, results if isinstance(results, Mapping) else {}


def _bound(results: Mapping[str, object], shortcut: str) -> Bound | None:
    """Our shortcut among those that are noted."""
    noted = results.get(_SHORTCUTS_KEY)
    for one in noted if isinstance(noted, Sequence) else ():
        match one:
            case [name, about] if name == shortcut:
                return Bound(_text(about, "trigger_description"))
    return None


def _text(options: object, name: str) -> str:
    found = options.get(name) if isinstance(options, Mapping) else None
    return found if isinstance(found, str) else ""
