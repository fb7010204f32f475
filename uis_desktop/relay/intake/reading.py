"""A notification as it came in, read: the front of the intake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType

from uis_desktop.core.events import CallEvent
from uis_desktop.relay.intake.flatten import flatten
from uis_desktop.relay.intake.identity import digest, key_of
from uis_desktop.relay.intake.ladder import Decoded, decode
from uis_desktop.relay.intake.normal_form import Account, normal_form

#: The kind of what nobody could read; the log's word, never on the wire.
UNREADABLE = "unreadable"

_NO_MAPPING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notification says.

    Attributes:
        event: None if nobody could read it.
        repairs: what was wrong with it, as codes (:mod:`.repairs`).
        key: the same for a repeat of the same notification, and for nothing else.
        raw: the bytes that were read: the body, or the query where there is no body.
    """

    event: CallEvent | None
    kind: str
    repairs: tuple[str, ...]
    key: bytes
    raw: bytes


def read(
    *,
    body: bytes,
    query: bytes,
    arrived_at: datetime,
    zone: tzinfo,
    kinds: Mapping[str, str] = _NO_MAPPING,
) -> Reading:
    """Read a notification, whatever it looks like.  Never fails.

    ``kinds`` is the administrator's mapping (``AccountSettings.kinds``).
    """
    empty = not body.strip()
    raw = query if empty else body
    decoded = decode(raw) if empty or not query else _beside(decode(body), query)
    repairs = decoded.repairs
    if decoded.fields is None:
        return Reading(None, UNREADABLE, repairs.codes(), digest([UNREADABLE, raw]), raw)
    fields = flatten(decoded)
    normal = normal_form(fields, repairs, account=Account(zone, kinds), arrived_at=arrived_at)
    return Reading(normal.event, normal.kind.value, repairs.codes(), key_of(normal, raw), raw)


def _beside(decoded: Decoded, query: bytes) -> Decoded:
    """The body; a query beside it adds the constants an administrator put there."""
    if decoded.fields is None:
        return decoded
    beside = decode(query)
    if beside.fields is None:
        return decoded
    fields = dict(decoded.fields)
    for name, value in beside.fields.items():
        if fields.setdefault(name, value) != value:
            fields[f"query.{name}"] = value
    return Decoded(fields, decoded.repairs, decoded.form)
