"""An employee's own status at UIS: read, and changed by one request for each wish.

Whose status it is comes from the device's token, never from what the desktop says.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated

import msgspec

from uis_desktop.relay.call_proxy.replies import Declined, Reply
from uis_desktop.relay.call_proxy.single_requests import About, Send, SingleRequests
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.uis.clients import Clients
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.statuses import CHANGE
from uis_desktop.wire.frames import MyStatus, StatusRecord


class _Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    status_id: Annotated[int, msgspec.Meta(ge=1)]


class OwnStatuses:
    """Asks UIS with the company's key."""

    def __init__(self, *, clients: Clients, directory: Database, requests: SingleRequests) -> None:
        self._clients = clients
        self._directory = directory
        self._requests = requests

    async def of(self, device: Device) -> MyStatus:
        """The status of the device's employee, and those he may choose.

        Raises:
            ServiceRefused: ``entity_not_found``: UIS does not know the employee.
            UisNotSetUp, SecretsLocked, SecretsUnavailable
            SignInRefused, ServiceUnreachable, ReplyNotUnderstood
        """
        statuses = (await self._api(device)).statuses
        mine = (await statuses.of(device.employee_id)).status_id
        return MyStatus(
            status_id=mine,
            statuses=tuple(
                StatusRecord(
                    id=one.id,
                    name=one.name,
                    mnemonic=one.mnemonic,
                    color=one.color,
                    is_selectable=one.is_selectable,
                )
                for one in await statuses.all()
                if one.is_selectable or one.id == mine
            ),
        )

    async def carry_out(self, device: Device, method: str, params: Mapping[str, object]) -> Reply:
        """The reply to a request of this device."""

        async def read() -> tuple[About, Send]:
            status_id = _wanted(method, params)
            return {"status_id": status_id}, functools.partial(self._change, device, status_id)

        return await self._requests.carry_out(device, method, read)

    async def _change(self, device: Device, status_id: str) -> msgspec.Raw:
        await (await self._api(device)).statuses.put(device.employee_id, status_id)
        return msgspec.Raw(b"{}")

    async def _api(self, device: Device) -> UisDataApi:
        account = await self._directory.read(
            lambda directory: people.account(directory, device.account)
        )
        return await self._clients.of(account)


def _wanted(method: str, params: Mapping[str, object]) -> str:
    """The id of the status that is wanted.

    Raises:
        Declined
    """
    if method != CHANGE:
        raise Declined("method_not_found")
    try:
        return str(msgspec.convert(params, _Wanted).status_id)
    except msgspec.ValidationError as error:
        raise Declined("data_type_error") from error
