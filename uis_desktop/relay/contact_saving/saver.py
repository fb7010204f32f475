"""Writes a contact into UIS's address book: one request for each wish, noted before it goes."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping

import apsw
import msgspec

from uis_desktop.errors import UisError
from uis_desktop.relay.call_proxy.replies import Declined, Reply
from uis_desktop.relay.call_proxy.single_requests import About, Send, SingleRequests
from uis_desktop.relay.contact_saving.wanted import Wanted
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.contacts import FROM_UIS, change_contacts
from uis_desktop.relay.directory.tables import Account, Device
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis.clients import Clients
from uis_desktop.relay.uis.contact_records import PREFIX
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.wire.call_api import RelayWord

_log = logging.getLogger(__name__)


class ContactSaver:
    """Carries out what desktops want written."""

    def __init__(
        self, *, clients: Clients, roster: Roster, directory: Database, requests: SingleRequests
    ) -> None:
        self._clients = clients
        self._roster = roster
        self._directory = directory
        self._requests = requests

    async def allowed(self, device: Device) -> bool:
        """The administrator lets desktops write contacts, and the relay has a key."""
        account = await self._account(device)
        wanted = account.settings.uis is not None and account.settings.uis.save_contacts
        return wanted and await self._clients.has_key(account)

    async def carry_out(self, device: Device, method: str, params: Mapping[str, object]) -> Reply:
        """The reply to a request of this device."""

        async def read() -> tuple[About, Send]:
            account = await self._account(device)
            wanted = self._wanted(account, method, params)
            about = {"contact": wanted.phones[0].digits}
            return about, functools.partial(self._send, account, wanted)

        return await self._requests.carry_out(device, method, read)

    def _wanted(self, account: Account, method: str, params: Mapping[str, object]) -> Wanted:
        """What is asked, if it may be.

        Raises:
            Declined
        """
        uis = account.settings.uis
        if uis is None or not uis.save_contacts:
            raise Declined(RelayWord.NOT_ALLOWED)
        return Wanted(method, params, self._roster.employees(account.id).keys())

    async def _account(self, device: Device) -> Account:
        return await self._directory.read(
            lambda directory: people.account(directory, device.account)
        )

    async def _send(self, account: Account, wanted: Wanted) -> msgspec.Raw:
        """The one request of a wish."""
        id_ = await _written(await self._clients.of(account), wanted)
        await self._put(account.id, wanted, id_)
        return msgspec.Raw(msgspec.json.encode({"id": int(id_)}))

    async def _put(self, account: str, wanted: Wanted, id_: str) -> None:
        """Have the desktops know it before UIS's book is read again."""
        try:
            await self._directory.write(
                functools.partial(_put, account=account, wanted=wanted, id_=id_)
            )
        except UisError as error:
            _log.warning("a saved contact comes with the next reading only: %s", error.detail)


async def _written(api: UisDataApi, wanted: Wanted) -> str:
    """The id of the contact at UIS.

    Raises:
        ServiceRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
    """
    changed = wanted.changed
    if changed is None:
        return await api.contact_writing.create(wanted.new)
    await api.contact_writing.update(changed)
    return changed.id


def _put(connection: apsw.Connection, account: str, wanted: Wanted, id_: str) -> None:
    # What is not written through here stays: UIS's own name of the company.
    row = connection.execute(
        "SELECT company FROM contact WHERE account = ? AND id = ? AND NOT removed",
        (account, f"{PREFIX}{id_}"),
    ).fetchone()
    company = None if row is None else row[0]
    change_contacts(connection, account, FROM_UIS, [wanted.record(id_, company)])
