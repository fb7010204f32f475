"""Puts tags on calls at UIS, and takes them off: one request for each wish.

A desktop names a call by its session, which it knows from the notifications; UIS's tags
belong to the *communication*, whose id not every template tells.  The relay has the log
and the report, so it finds that out, and checks whose call it was at the same time.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

import msgspec

from uis_desktop.errors import ServiceUnreachable
from uis_desktop.relay.call_proxy.replies import Declined, Reply
from uis_desktop.relay.call_proxy.single_requests import About, Send, SingleRequests
from uis_desktop.relay.call_tags.taking_part import CallInLog, call_of
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.tables import Account, Device
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.log.records import records_of_call
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis.clients import Clients
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.wire.call_api import RelayWord

PUT, TAKE = "set.tag_communications", "unset.tag_communications"

#: UIS's report goes by the beginning of a call, of which the log may know the end only.
_LONGEST_CALL = timedelta(hours=12)
#: The clocks of UIS and the relay need not agree.
_SLACK = timedelta(minutes=5)
_MOST_KNOWN = 10_000
_Id = Annotated[int, msgspec.Meta(ge=1)]


class _Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    call_session_id: _Id
    tag_id: _Id


class Tagger:
    """Asks UIS with the company's key."""

    def __init__(
        self,
        *,
        clients: Clients,
        roster: Roster,
        directory: Database,
        log: Log,
        requests: SingleRequests,
    ) -> None:
        self._clients = clients
        self._roster = roster
        self._directory = directory
        self._log = log
        self._requests = requests
        #: Communications the report has told, by account and call session.
        self._known: OrderedDict[tuple[str, int], str] = OrderedDict()

    async def carry_out(self, device: Device, method: str, params: Mapping[str, object]) -> Reply:
        """The reply to a request of this device."""

        async def read() -> tuple[About, Send]:
            wanted = _wanted(method, params)
            call = await self._call(device, wanted.call_session_id)
            about = {"call_session_id": wanted.call_session_id, "tag_id": str(wanted.tag_id)}
            return about, functools.partial(self._send, device, method, wanted, call)

        return await self._requests.carry_out(device, method, read)

    async def _call(self, device: Device, call_session_id: int) -> CallInLog:
        """The call, if the device's employee took part in it.

        Raises:
            Declined
        """
        try:
            # Another relay may have the newest events; "not found" would be final.
            await self._log.span(device.account)
            records = await records_of_call(self._log, device.account, str(call_session_id))
        except ConnectionError as error:
            raise Declined(RelayWord.NOT_SENT) from error
        colleagues = self._roster.colleagues(device.account)
        call = call_of(records, device.employee_id, colleagues)
        if call is None:
            raise Declined("call_session_not_found", field="call_session_id")
        return call

    async def _send(
        self, device: Device, method: str, wanted: _Wanted, call: CallInLog
    ) -> msgspec.Raw:
        """The one request that changes something."""
        account = await self._directory.read(
            lambda directory: people.account(directory, device.account)
        )
        api = await self._clients.of(account)
        communication = await self._communication(api, account, wanted.call_session_id, call)
        change = api.tagging.put if method == PUT else api.tagging.take
        await change(communication, str(wanted.tag_id))
        return msgspec.Raw(b"{}")

    async def _communication(
        self, api: UisDataApi, account: Account, call_session_id: int, call: CallInLog
    ) -> str:
        """What UIS calls the communication.

        Raises:
            ServiceUnreachable: UIS's report does not have the call yet.
            ServiceRefused, SignInRefused, ReplyNotUnderstood
        """
        known = call.communication_id or self._known.get((account.id, call_session_id))
        if known is not None:
            return known
        told = await api.communication_of(
            str(call_session_id), call.first_at - _LONGEST_CALL, call.last_at + _SLACK, account.zone
        )
        if told is None:
            raise ServiceUnreachable("get.calls_report: the call is not there yet")
        self._known[account.id, call_session_id] = told
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return told


def _wanted(method: str, params: Mapping[str, object]) -> _Wanted:
    """What is asked.

    Raises:
        Declined
    """
    if method not in {PUT, TAKE}:
        raise Declined("method_not_found")
    try:
        return msgspec.convert(params, _Wanted)
    except msgspec.ValidationError as error:
        raise Declined("data_type_error") from error
