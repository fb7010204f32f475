"""Every address of the relay and every duty it does by itself, put together.

A room gets the parts it needs and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Protocol

from aiohttp import web

from uis_desktop.relay.admin.last_seen import LastSeen
from uis_desktop.relay.admin.room import Admin
from uis_desktop.relay.call_proxy.room import JsonRpcDoor
from uis_desktop.relay.checks import Checks
from uis_desktop.relay.contact_saving.room import ContactSavingRoom
from uis_desktop.relay.desk import Desk
from uis_desktop.relay.eraser import Eraser
from uis_desktop.relay.express import Express
from uis_desktop.relay.filing import Filing
from uis_desktop.relay.hook import Hook
from uis_desktop.relay.interactive.room import Interactive
from uis_desktop.relay.my_status.room import MyStatusRoom
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.privacy.duty import NumberEraser
from uis_desktop.relay.rotation import Rotation
from uis_desktop.relay.stores import Stores
from uis_desktop.relay.stream import Stream
from uis_desktop.relay.uis.duties import uis_duties
from uis_desktop.wire.call_api import PATH, TAGGING_PATH

Duty = Callable[[], Coroutine[None, None, None]]


class Room(Protocol):
    """Answers at some addresses."""

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Which addresses."""
        ...


def express(parts: Parts) -> Express:
    """What UIS talks to; it is a room too, and answers plain requests by a shorter way."""
    filing = Filing(roster=parts.roster, log=parts.log, metrics=parts.metrics, limits=parts.limits)
    hook = Hook(roster=parts.roster, filing=filing, metrics=parts.metrics, limits=parts.limits)
    interactive = Interactive(
        roster=parts.roster,
        phonebook=parts.phonebook,
        journals=parts.journals,
        metrics=parts.metrics,
    )
    return Express(roster=parts.roster, hook=hook, interactive=interactive)


def rooms(parts: Parts) -> Iterable[Room]:
    """Everything else that answers requests."""
    yield Desk(
        roster=parts.roster,
        directory=parts.directory,
        log=parts.log,
        metrics=parts.metrics,
        limits=parts.limits,
        stream_url="ws" + parts.url.removeprefix("http") + "/v1/stream",
        trusted_proxies=parts.config.trusted_proxies,
    )
    yield Stream(
        roster=parts.roster, fanout=parts.fanout, metrics=parts.metrics, limits=parts.limits
    )
    yield JsonRpcDoor(PATH, roster=parts.roster, proxy=parts.call_api, limits=parts.limits)
    yield ContactSavingRoom(roster=parts.roster, saver=parts.contact_saver, limits=parts.limits)
    yield MyStatusRoom(roster=parts.roster, statuses=parts.own_statuses, limits=parts.limits)
    yield JsonRpcDoor(TAGGING_PATH, roster=parts.roster, proxy=parts.tagger, limits=parts.limits)
    yield Checks(roster=parts.roster, log=parts.log, rings=parts.rings, limits=parts.limits)
    yield Admin(parts)


def duties(parts: Parts) -> Iterable[Duty]:
    """Everything that is done without being asked, until cancelled."""
    yield parts.journals.write
    yield parts.rings.hang_up
    yield LastSeen(parts.fanout, parts.journals).watch
    yield Rotation(parts.roster, parts.directory).settle
    stores = Stores(log=parts.log, directory=parts.directory, journals=parts.journals)
    yield NumberEraser(stores).watch
    yield Eraser(directory=parts.directory, log=parts.log, journals=parts.journals).watch
    yield from uis_duties(parts)
