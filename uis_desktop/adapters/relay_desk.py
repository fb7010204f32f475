"""The relay's HTTP desk: new devices, and the lists of the company."""

from __future__ import annotations

import logging
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from uis_desktop.adapters.relay_door import RelayDoor, declined, reply
from uis_desktop.core import phone
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPage, DirectoryPlace
from uis_desktop.core.enrolment import Enrolment
from uis_desktop.core.lines import Line, may_place_calls
from uis_desktop.core.phone import Number
from uis_desktop.core.policy import Rules, Source
from uis_desktop.core.tags import Tag
from uis_desktop.core.versioned import Versioned
from uis_desktop.errors import InviteRefused, ReplyNotUnderstood
from uis_desktop.net.https import Answer, Https
from uis_desktop.wire import frames
from uis_desktop.wire.frames import ContactRecord, ContactsPage, EnrolReply, EnrolRequest, ErrorBody
from uis_desktop.wire.policy_rules import SettingsPolicy, read_records

logger = logging.getLogger(__name__)

_T = TypeVar("_T")


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
        if declined(answer):
            raise InviteRefused(f"enrol: {_refusal(answer).error}")
        enrolled = reply("enrol", answer, EnrolReply)
        if urlsplit(enrolled.stream_url).scheme not in {"ws", "wss"}:
            raise ReplyNotUnderstood("enrol: the stream's address is none")
        return Enrolment(
            device_token=enrolled.device_token,
            employee=enrolled.employee,
            stream_url=enrolled.stream_url,
        )


class RelayDirectory:
    """The company's contacts, page by page, its employees, its own numbers and its tags."""

    def __init__(self, door: RelayDoor) -> None:
        self._door = door

    async def page(self, after: DirectoryPlace) -> DirectoryPage:
        """What changed after ``after``; all of it, if that is of another directory.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        asked = {"after": after.cursor} | ({} if after.epoch is None else {"epoch": after.epoch})
        page = await self._door.get("contacts", asked, ContactsPage)
        return DirectoryPage(
            contacts=tuple(map(_contact, page.contacts)),
            removed=page.removed,
            cursor=page.cursor,
            more=page.more,
            epoch=page.epoch,
            reset=page.reset,
        )

    async def colleagues(self, version: str | None) -> Versioned[tuple[Colleague, ...]]:
        """The employees, unless they are as they were at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        listed = await self._ask("colleagues", version, frames.ColleagueList)
        known = listed.colleagues
        told = None if known is None else tuple(map(_colleague, known))
        return Versioned(version=listed.version, told=told)

    async def talking(self) -> frozenset[str]:
        """The ids of those who talk now, as far as UIS has told the relay.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        told = await self._door.get("colleagues/talking", {}, frames.TalkingColleagues)
        return frozenset(told.employee_ids)

    async def lines(self, version: str | None) -> Versioned[tuple[Line, ...]]:
        """Our numbers, unless they are as they were at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        listed = await self._ask("lines", version, frames.LineList)
        known = listed.lines
        told = None if known is None else tuple(filter(None, map(_line, known)))
        return Versioned(version=listed.version, told=told)

    async def tags(self, version: str | None) -> Versioned[tuple[Tag, ...]]:
        """The company's tags, unless they are as they were at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        listed = await self._ask("tags", version, frames.TagList)
        known = listed.tags
        told = None if known is None else tuple(Tag(id=one.id, name=one.name) for one in known)
        return Versioned(version=listed.version, told=told)

    async def policy(self, version: str | None) -> Versioned[Rules]:
        """What is decided about settings, unless it is as it was at ``version``.

        What this release does not understand is named in the log and left out.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        told = await self._ask("policy", version, SettingsPolicy)
        if told.settings is None:
            return Versioned(version=told.version, told=None)
        read = read_records(told.settings, Source.RELAY)
        for problem in read.problems:
            logger.warning("policy: relay: %s; this entry does not count", problem)
        return Versioned(version=told.version, told=read.rules)

    async def _ask(self, what: str, version: str | None, shape: type[_T]) -> _T:
        """Ask for ``/v1/<what>``; raises as :meth:`RelayDoor.get`."""
        return await self._door.get(what, {} if version is None else {"version": version}, shape)


def _line(record: frames.LineRecord) -> Line | None:
    """None if it cannot be shown to who is called; another relay may tell more than ours."""
    number = phone.key(record.phone_number)
    if number is None or number != record.phone_number or not may_place_calls(number):
        return None
    if not number.startswith("+"):
        return None
    areas = tuple(area for area in record.areas if area.startswith("+"))
    return Line(phone_number=number, name=record.name, areas=areas)


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
        phone_numbers=tuple(filter(None, map(_number, record.phone_numbers))),
        employee_id=record.employee_id,
        employee_name=record.employee_name,
    )


def _number(told: str) -> Number | None:
    """Our relay tells numbers as they are kept; reading each of 100,000 anew takes long."""
    return phone.kept(told) or phone.key(told)


def _refusal(answer: Answer) -> ErrorBody:
    """The relay's own word for a refusal.

    Raises:
        ReplyNotUnderstood: no relay says it this way; something else answered.
    """
    try:
        return msgspec.json.decode(answer.body, type=ErrorBody)
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"HTTP {answer.status} of no relay: {error}") from error
