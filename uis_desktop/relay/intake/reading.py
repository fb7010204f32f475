"""A notification as it came in, read: the front of the intake."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, tzinfo

import msgspec

from uis_desktop.core.events import CallEvent, Kind
from uis_desktop.relay.intake.flatten import flatten
from uis_desktop.relay.intake.ladder import Decoded, decode
from uis_desktop.relay.intake.normal_form import Normal, normal_form

#: The kind of what nobody could read; the log's word, never on the wire.
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notification says.

    Attributes:
        event: None if nobody could read it.
        repairs: what was wrong with it, in plain words.
        key: the same for a repeat of the same notification, and for nothing else.
        raw: the bytes that were read: the body, or the query where there is no body.
    """

    event: CallEvent | None
    kind: str
    repairs: tuple[str, ...]
    key: bytes
    raw: bytes


def read(*, body: bytes, query: bytes, arrived_at: datetime, zone: tzinfo) -> Reading:
    """Read a notification, whatever it looks like.  Never fails."""
    raw = body if body.strip() else query
    decoded = _decode(body, query)
    if decoded.fields is None:
        key = _digest([UNREADABLE, raw])
        return Reading(None, UNREADABLE, tuple(decoded.repairs), key, raw)
    normal = normal_form(flatten(decoded.fields), arrived_at=arrived_at, zone=zone)
    repairs = (*decoded.repairs, *normal.repairs)
    return Reading(normal.event, normal.kind.value, repairs, _key(normal, raw), raw)


def _decode(body: bytes, query: bytes) -> Decoded:
    """Body first; a query beside it adds the constants an administrator put there."""
    if not body.strip():
        return decode(query)
    decoded = decode(body)
    if decoded.fields is None or not query:
        return decoded
    beside = decode(query)
    if beside.fields is None:
        return decoded
    fields = dict(decoded.fields)
    for name, value in beside.fields.items():
        if fields.setdefault(name, value) != value:
            fields[f"query.{name}"] = value
    return Decoded(fields, decoded.repairs)


def _key(normal: Normal, raw: bytes) -> bytes:
    """Call, kind, leg or employee, time by UIS's account, files; never the arrival.

    An event of no call, or of no kind we know, is the same only with the same body.
    """
    event = normal.event
    if not event.call_session_id or normal.kind is Kind.OTHER:
        return _digest([normal.kind.value, event.call_session_id, raw])
    who = (
        getattr(event, "leg_id", None)
        or sorted(getattr(event, "leg_ids", ()))
        or event.employee_id
        or event.extension_phone_number
        or event.employee_full_name
    )
    at = event.at.isoformat() if normal.timed else None
    files = getattr(event, "file_links", ())
    return _digest([normal.kind.value, event.call_session_id, who, at, files])


def _digest(parts: object) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()
