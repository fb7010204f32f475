"""A call of UIS's report as the events nobody told us of: pure rules.

Only events of what is over are made, never one of a ring: a desktop keeps them as
history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from uis_desktop.core.events import (
    CallEnded,
    CallEvent,
    CallLost,
    CallRecorded,
    Direction,
    kind_of,
)
from uis_desktop.relay.intake.identity import key_of_what_is_over
from uis_desktop.relay.intake.reading import Reading
from uis_desktop.relay.intake.values import phone_number
from uis_desktop.uis_api.data_records import ReportedCall, RungEmployee

_Event = TypeVar("_Event", bound=CallEvent)

#: What the log says instead of GET or POST.
METHOD = "RECOVERED"
SOURCE = "get.calls_report"

#: Where a record lies, by brand (Data API, "Recording links").
_RECORDS: Mapping[str, str] = {
    "uis": "https://app.uiscom.ru/system/media/talk/{communication}/{hash}/",
    "comagic": "https://app.comagic.ru/system/media/talk/{communication}/{hash}/",
    "novofon": "https://media.novofon.ru/{call}/{hash}",
}


@dataclass(frozen=True, slots=True)
class Recovered:
    """An event for the log, and whose phones the call has rung."""

    reading: Reading
    named: frozenset[str]


def recovered(
    call: ReportedCall, known: frozenset[str], *, brand: str, records: bool
) -> Iterator[Recovered]:
    """The events of this call the log does not have, in the order they happened.

    ``known`` are the kinds the log has of it.  Without ``records`` those are left
    for a later time: UIS may still notify of them.  A notification that comes after
    all is a repeat: it has the same key.
    """
    named = _named(call)
    for event in _events(call, brand=brand, records=records):
        kind = kind_of(event)
        if kind.value in known:
            continue
        links = event.file_links if isinstance(event, CallRecorded) else ()
        key = key_of_what_is_over(kind, event.call_session_id, links)
        yield Recovered(Reading(event, kind.value, (), key, call.raw), named)


def _named(call: ReportedCall) -> frozenset[str]:
    rung = {employee.id for employee in call.employees or ()}
    if call.last_talked is not None:
        rung.add(call.last_talked.id)
    return frozenset(rung)


def _events(call: ReportedCall, *, brand: str, records: bool) -> Iterator[CallEvent]:
    at = call.finish_time or call.start_time
    if at is None:
        return
    common: dict[str, object] = {
        "call_session_id": call.id,
        "at": at,
        "contact_phone_number": phone_number(call.contact_phone_number),
        "contact_id": call.contact_id,
        "contact_full_name": call.contact_full_name,
        "communication_number": call.communication_number,
        "virtual_phone_number": phone_number(call.virtual_phone_number),
        "scenario_name": call.scenario_name,
        "direction": _direction(call),
        "call_source": call.source,
        "external_id": call.external_id,
        "tag_names": call.tag_names,
        "extra": _extra(call),
    }
    who = _who(call)
    if call.is_lost and _direction(call) is not Direction.OUT:
        yield _made(
            CallLost,
            common,
            wait_time_duration=call.wait_s,
            employee_ids=tuple(employee.id for employee in call.employees or ()),
        )
    yield _made(
        CallEnded,
        common,
        employee_id=None if who is None else who.id,
        employee_full_name=None if who is None else who.full_name,
        talk_time_duration=0 if call.is_lost and call.talk_s is None else call.talk_s,
        total_time_duration=call.total_s,
        wait_time_duration=call.wait_s,
        is_lost=call.is_lost,
    )
    links = _links(call, brand) if records else ()
    if links:
        yield _made(
            CallRecorded,
            common,
            employee_id=None if who is None else who.id,
            employee_full_name=None if who is None else who.full_name,
            file_links=links,
        )


def _made(kind: type[_Event], common: Mapping[str, object], **more: object) -> _Event:
    return msgspec.convert({**common, **more}, kind)


def _direction(call: ReportedCall) -> Direction | None:
    return {"in": Direction.IN, "out": Direction.OUT}.get(call.direction or "")


def _extra(call: ReportedCall) -> dict[str, object]:
    """Where it comes from, and what a notification would have told beside."""
    start = call.start_time
    told = {
        "recovered": SOURCE,
        "start_time": None if start is None else start.isoformat(),
        "finish_reason": call.finish_reason,
        "communication_id": call.communication_id,
    }
    return {name: value for name, value in told.items() if value is not None}


def _who(call: ReportedCall) -> RungEmployee | None:
    """The employee who talked last, or who dialled in vain."""
    if call.last_talked is not None:
        return call.last_talked
    employees = call.employees or ()
    talked = [employee for employee in employees if employee.is_talked]
    if talked:
        return talked[-1]
    dialled = _direction(call) is Direction.OUT and len(employees) == 1
    return employees[0] if dialled else None


def _links(call: ReportedCall, brand: str) -> tuple[str, ...]:
    """Links to the records: what UIS gave as a link, or one built of a hash."""
    if call.full_record_file_link is not None and _is_link(call.full_record_file_link):
        return (call.full_record_file_link,)
    built = (_link(record, call, brand) for record in call.records)
    return tuple(dict.fromkeys(link for link in built if link is not None))


def _link(record: str, call: ReportedCall, brand: str) -> str | None:
    if _is_link(record):
        return record
    form = _RECORDS.get(brand)
    if form is None or not record.isascii() or not record.isalnum():
        return None
    return form.format(communication=call.communication_id or call.id, call=call.id, hash=record)


def _is_link(text: str) -> bool:
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False
