"""``/v1/contacts/uis``: may this desktop write contacts, and the door through which it does."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from uis_desktop.relay.call_proxy.room import JsonRpcDoor
from uis_desktop.relay.contact_saving.saver import ContactSaver
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.refusals import json_response, require_device
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.call_api import CONTACTS_PATH
from uis_desktop.wire.frames import ContactSaving


class ContactSavingRoom:
    """Two answers at one address."""

    def __init__(self, *, roster: Roster, saver: ContactSaver, limits: Limits) -> None:
        self._roster = roster
        self._saver = saver
        self._door = JsonRpcDoor(CONTACTS_PATH, roster=roster, proxy=saver, limits=limits)

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Ask whether, and have it done."""
        return (
            web.get(CONTACTS_PATH, self.may_save, allow_head=False),
            *self._door.routes(),
        )

    async def may_save(self, request: web.Request) -> web.Response:
        """``GET``: whether the administrator allows it."""
        device = await require_device(request, self._roster)
        return json_response(ContactSaving(allowed=await self._saver.allowed(device)))
