"""The relay's HTTP desk: new devices, the company's contacts and colleagues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec

from uis_desktop.core.colleagues import Colleague, ColleagueList
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPage, DirectoryPlace
from uis_desktop.core.enrolment import Enrolment
from uis_desktop.errors import (
    DeviceRevoked,
    InviteRefused,
    ReplyNotUnderstood,
    ServiceUnreachable,
)
from uis_desktop.net.https import Answer, Https
from uis_desktop.wire import frames
from uis_desktop.wire.frames import ContactRecord, ContactsPage, EnrolReply, EnrolRequest, ErrorBody

_T = TypeVar("_T")

_OK = 200
_REQUEST_TIMEOUT = 408
_TOO_MANY = 429
_SERVER_FAULT = 500


class RelayDesk:
    """Where a new device shows its invite."""

    def __init__(self, https: Https) -> None:
        self._https = https

    async def enrol(self, relay_url: str, code: str, device_name: str) -> Enrolment:
        """Exchange a one-time code for this device's token.

        Raises:
            InviteRefused: the relay does not know the code, or it was used.
            ServiceUnreachable: nothing was sent, or the relay is busy.
            OutcomeUnknown: no answer came; the code may be used up.
            ReplyNotUnderstood: the answer is not a relay's.
        """
        body = msgspec.json.encode(EnrolRequest(code=code, device_name=device_name))
        answer = await self._https.post(f"{relay_url.rstrip('/')}/v1/enrol", body)
        if 400 <= answer.status < _SERVER_FAULT and answer.status not in {
            _REQUEST_TIMEOUT,
            _TOO_MANY,
        }:
            raise InviteRefused(f"enrol: {_refusal(answer).error}")
        reply = _reply("enrol", answer, EnrolReply)
        if urlsplit(reply.stream_url).scheme not in {"ws", "wss"}:
            raise ReplyNotUnderstood("enrol: the stream's address is none")
        return Enrolment(
            device_token=reply.device_token,
            employee=reply.employee,
            stream_url=reply.stream_url,
        )


class RelayDirectory:
    """The company's contacts, page by page, and its employees."""

    def __init__(self, https: Https, *, relay_url: str, token: str) -> None:
        self._https = https
        self._address = f"{relay_url.rstrip('/')}/v1"
        self._token = token

    async def page(self, after: DirectoryPlace) -> DirectoryPage:
        """What changed after ``after``; all of it, if that is of another directory.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        asked = {"after": after.cursor} | ({} if after.epoch is None else {"epoch": after.epoch})
        page = await self._ask("contacts", asked, ContactsPage)
        return DirectoryPage(
            contacts=tuple(map(_contact, page.contacts)),
            removed=page.removed,
            cursor=page.cursor,
            more=page.more,
            epoch=page.epoch,
            reset=page.reset,
        )

    async def colleagues(self, version: str | None) -> ColleagueList:
        """The employees, unless they are as they were at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        asked = {} if version is None else {"version": version}
        listed = await self._ask("colleagues", asked, frames.ColleagueList)
        known = listed.colleagues
        return ColleagueList(
            version=listed.version,
            colleagues=None if known is None else tuple(map(_colleague, known)),
        )

    async def _ask(self, what: str, asked: Mapping[str, object], shape: type[_T]) -> _T:
        query = f"?{urlencode(asked)}" if asked else ""
        answer = await self._https.get(f"{self._address}/{what}{query}", token=self._token)
        if answer.status == 401:
            raise DeviceRevoked(f"{what}: the device token is refused")
        return _reply(what, answer, shape)


def _colleague(record: frames.ColleagueRecord) -> Colleague:
    return Colleague(
        id=record.id,
        name=record.name,
        extension=record.extension,
        phone_number=record.phone_number,
    )


def _contact(record: ContactRecord) -> Contact:
    return Contact(
        id=record.id,
        full_name=record.full_name,
        company=record.company,
        phone_numbers=record.phone_numbers,
        employee_id=record.employee_id,
        employee_name=record.employee_name,
    )


def _reply(what: str, answer: Answer, shape: type[_T]) -> _T:
    """The body of a good answer.

    Raises:
        ServiceUnreachable, ReplyNotUnderstood
    """
    if answer.status >= _SERVER_FAULT or answer.status in {_REQUEST_TIMEOUT, _TOO_MANY}:
        raise ServiceUnreachable(f"{what}: HTTP {answer.status}")
    if answer.status != _OK:
        raise ReplyNotUnderstood(f"{what}: HTTP {answer.status}")
    try:
        return msgspec.json.decode(answer.body, type=shape)
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"{what}: {error}") from error


def _refusal(answer: Answer) -> ErrorBody:
    """The relay's own word for a refusal.

    Raises:
        ReplyNotUnderstood: no relay says it this way; something else answered.
    """
    try:
        return msgspec.json.decode(answer.body, type=ErrorBody)
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"HTTP {answer.status} of no relay: {error}") from error
