"""Clean named values to an event of ``core.events``; what has no field stays in ``extra``."""

from __future__ import annotations

import dataclasses
from datetime import datetime, tzinfo

import msgspec

from uis_desktop.core.events import EVENT_TYPES, CallEvent, Direction, Kind
from uis_desktop.relay.intake.flatten import Fields
from uis_desktop.relay.intake.kinds import kind_of_fields
from uis_desktop.relay.intake.moments import moment
from uis_desktop.relay.intake.values import READ, SOURCES

_IMPLIED = {
    Kind.INCOMING: Direction.IN,
    Kind.LOST: Direction.IN,
    Kind.OUTGOING: Direction.OUT,
}

#: The fields of each kind that are read from values of their own.
_FIELDS = {
    kind: tuple(field.name for field in dataclasses.fields(event) if field.name in READ)
    for kind, event in EVENT_TYPES.items()
}


@dataclasses.dataclass(frozen=True, slots=True)
class Normal:
    """An event, whether its time is UIS's own, and what was odd."""

    event: CallEvent
    kind: Kind
    timed: bool
    repairs: list[str]


def normal_form(fields: Fields, *, arrived_at: datetime, zone: tzinfo) -> Normal:
    """The event these fields tell of."""
    repairs: list[str] = []
    kind = kind_of_fields(fields.values, fields.unfilled)
    values = dict(fields.values)
    if kind is not Kind.OTHER and READ["call_session_id"](values.get("call_session_id")) is None:
        repairs.append(
            f"looks like {kind.value}, but no call_session_id says which call it is about"
        )
        kind = Kind.OTHER
    taken = {name: value for name in _FIELDS[kind] if (value := _take(values, name)) is not None}
    at = _take_moment(values, zone, repairs)
    if taken.get("direction") is None and kind in _IMPLIED:
        taken["direction"] = _IMPLIED[kind]
    taken.setdefault("call_session_id", "")
    event = msgspec.convert(
        {**taken, "at": at or arrived_at, "extra": values}, EVENT_TYPES[kind], strict=True
    )
    return Normal(event, kind, at is not None, repairs)


def _take(values: dict[str, object], name: str) -> object | None:
    """Read the field and take its sources out; a source that does not fit stays."""
    taken: object | None = None
    for source in SOURCES.get(name, (name,)):
        if source not in values:
            continue
        value = values[source]
        read = None if value is None else READ[name](value)
        if value is None or (read is not None and taken in (None, read)):
            del values[source]
            taken = read if read is not None else taken
    return taken


def _take_moment(values: dict[str, object], zone: tzinfo, repairs: list[str]) -> datetime | None:
    """When it happened.  The unix time wins: it needs no time zone.

    ``notification_time`` leaves ``extra`` only if nothing of it is lost.
    """
    told = values.get("notification_time")
    local = moment(told, zone)
    stamp = moment(values.get("notification_timestamp"), zone)
    if local is None and told is not None:
        repairs.append("notification_time is no time")
    if stamp is not None and local is not None and abs((local - stamp).total_seconds()) >= 2:
        repairs.append(
            "notification_time and notification_timestamp differ: is the time zone right?"
        )
        return stamp
    if local is not None or told is None:
        values.pop("notification_time", None)
    return local or stamp
