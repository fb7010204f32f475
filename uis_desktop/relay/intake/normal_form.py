"""Clean named values to an event of ``core.events``; what has no field stays in ``extra``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

import msgspec

from uis_desktop.core.events import EVENT_TYPES, CallEvent, Direction, Kind
from uis_desktop.relay.intake.flatten import Fields
from uis_desktop.relay.intake.kinds import kind_of_fields
from uis_desktop.relay.intake.moments import moments
from uis_desktop.relay.intake.repairs import Repair, Repairs
from uis_desktop.relay.intake.values import READ, SOURCES, identity

_IMPLIED = {
    Kind.INCOMING: Direction.IN,
    Kind.LOST: Direction.IN,
    Kind.OUTGOING: Direction.OUT,
}
#: The two ways of telling a time may differ by so much without contradiction.
_SAME_TIME_S = 2

_Reader = Callable[[object], object]

#: How the fields of each kind that have one source are read, by name.
READERS: Mapping[Kind, Mapping[str, _Reader]] = {
    kind: {
        field.name: READ[field.name]
        for field in dataclasses.fields(event)
        if field.name in READ and field.name not in SOURCES
    }
    for kind, event in EVENT_TYPES.items()
}
#: The fields of each kind that UIS calls by several names.
_SEVERAL: Mapping[Kind, tuple[str, ...]] = {
    kind: tuple(field.name for field in dataclasses.fields(event) if field.name in SOURCES)
    for kind, event in EVENT_TYPES.items()
}


class Normal(NamedTuple):
    """An event.

    Attributes:
        told_at: when it happened by UIS's account alone, whenever it arrived; None
            if UIS told no time.
    """

    event: CallEvent
    kind: Kind
    told_at: datetime | None


class Account(NamedTuple):
    """What the reading of an account's notifications depends on.

    Attributes:
        kinds: the administrator's mapping of folded signs to words for kinds.
    """

    zone: tzinfo
    kinds: Mapping[str, str]


def normal_form(
    fields: Fields, repairs: Repairs, *, account: Account, arrived_at: datetime
) -> Normal:
    """The event these fields tell of."""
    told = kind_of_fields(fields.values, fields.unfilled, account.kinds)
    kind = told.kind
    if kind is not Kind.OTHER and identity(fields.values.get("call_session_id")) is None:
        repairs.note(Repair.NO_CALL_SESSION_ID, kind.value)
        kind = Kind.OTHER
    elif told.guessed:
        repairs.note(Repair.TOLD_BY_FIELDS, kind.value)
    taken, rest = _taken(fields.values, kind)
    return event_of(kind, taken, rest, repairs, account=account, arrived_at=arrived_at)


def event_of(
    kind: Kind,
    taken: dict[str, object],
    rest: dict[str, object],
    repairs: Repairs,
    *,
    account: Account,
    arrived_at: datetime,
) -> Normal:
    """The event of this kind with the fields that were taken, and every value beside them."""
    for name in _SEVERAL[kind]:
        found = _take(rest, name)
        if found is not None:
            taken[name] = found
    times = _take_times(rest, account.zone, repairs)
    if not times and kind is not Kind.OTHER:
        repairs.note(Repair.NO_TIME)
    if kind in _IMPLIED:
        taken.setdefault("direction", _IMPLIED[kind])
    taken.setdefault("call_session_id", "")
    taken["at"] = _nearest(times, arrived_at)
    taken["extra"] = rest
    event = msgspec.convert(taken, EVENT_TYPES[kind], strict=True)
    return Normal(event, kind, times[0] if times else None)


def _taken(values: Mapping[str, object], kind: Kind) -> tuple[dict[str, object], dict[str, object]]:
    """The fields of this kind, and every value that fits none of them."""
    readers = READERS[kind]
    taken: dict[str, object] = {}
    rest: dict[str, object] = {}
    for name, value in values.items():
        read = readers.get(name)
        if read is None:
            rest[name] = value
        elif value is not None:
            found = read(value)
            if found is None:
                rest[name] = value
            else:
                taken[name] = found
    return taken, rest


def _take(rest: dict[str, object], name: str) -> object | None:
    """Read the field and take its sources out; a source that does not fit stays."""
    taken: object | None = None
    for source in SOURCES[name]:
        if source not in rest:
            continue
        value = rest[source]
        read = None if value is None else READ[name](value)
        if value is None or (read is not None and taken in (None, read)):
            del rest[source]
            taken = read if read is not None else taken
    return taken


def _take_times(rest: dict[str, object], zone: tzinfo, repairs: Repairs) -> tuple[datetime, ...]:
    """When it happened.  The unix time wins: it needs no time zone.

    ``notification_time`` leaves ``extra`` only if nothing of it is lost.
    """
    told = rest.get("notification_time")
    local = moments(told, zone)
    if told is not None and not local:
        repairs.note(Repair.TIME_NOT_UNDERSTOOD)
    elif "notification_time" in rest:
        del rest["notification_time"]
    stamped = rest.get("notification_timestamp")
    stamp = moments(stamped, zone) if stamped is not None else ()
    if not stamp or not local:
        return local or stamp
    agreeing = [at for at in local if abs((at - stamp[0]).total_seconds()) < _SAME_TIME_S]
    if agreeing:
        return (agreeing[0],)
    rest["notification_time"] = told
    repairs.note(Repair.TIME_ZONE_DIFFERS)
    return stamp


def _nearest(times: tuple[datetime, ...], arrived_at: datetime) -> datetime:
    """Of two moments one clock shows, the one nearer to the arrival."""
    if len(times) == 1:
        return times[0]
    return min(times, key=lambda at: abs(at - arrived_at), default=arrived_at)
