"""The relay's HTTP desk: new devices and the company's contacts."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec

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
    """The company's contacts, page by page."""

    def __init__(self, https: Https, *, relay_url: str, token: str) -> None:
        self._https = https
        self._address = f"{relay_url.rstrip('/')}/v1/contacts"
        self._token = token

    async def page(self, after: DirectoryPlace) -> DirectoryPage:
        """What changed after ``after``; all of it, if that is of another directory.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        asked = {"after": after.cursor} | ({} if after.epoch is None else {"epoch": after.epoch})
        answer = await self._https.get(f"{self._address}?{urlencode(asked)}", token=self._token)
        if answer.status == 401:
            raise DeviceRevoked("contacts: the device token is refused")
        page = _reply("contacts", answer, ContactsPage)
        return DirectoryPage(
            contacts=tuple(map(_contact, page.contacts)),
            removed=page.removed,
            cursor=page.cursor,
            more=page.more,
            epoch=page.epoch,
            reset=page.reset,
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
