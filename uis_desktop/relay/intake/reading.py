"""A notification as it came in, read: the front of the intake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

import msgspec

from uis_desktop.core.events import CallEvent
from uis_desktop.relay.intake.cleaning import without_quotes
from uis_desktop.relay.intake.flatten import flatten
from uis_desktop.relay.intake.identity import digest, key_of
from uis_desktop.relay.intake.ladder import Decoded, decode
from uis_desktop.relay.intake.normal_form import Account, Normal, event_of, normal_form
from uis_desktop.relay.intake.plain import plain

#: The kind of what nobody could read; the log's word, never on the wire.
UNREADABLE = "unreadable"

_NO_MAPPING: Mapping[str, str] = MappingProxyType({})


class Reading(msgspec.Struct, frozen=True):
    """What a notification says.

    Attributes:
        event: None if nobody could read it.
        repairs: what was wrong with it, as codes (:mod:`.repairs`).
        key: the same for a repeat of the same notification, and for nothing else.
        raw: the bytes that were read: the body, or the query where there is no body;
            both where nobody could read the body.
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
    decoded, raw = _decoded(body, query)
    repairs = decoded.repairs
    if decoded.fields is None:
        return Reading(None, UNREADABLE, repairs.codes(), digest([UNREADABLE, raw]), raw)
    normal = _normal(decoded, Account(zone, kinds), arrived_at)
    return Reading(normal.event, normal.kind.value, repairs.codes(), key_of(normal, raw), raw)


def _normal(decoded: Decoded, account: Account, arrived_at: datetime) -> Normal:
    """The short way if it can be gone: an administrator's mapping is for what is not plain."""
    repairs = decoded.repairs
    found = plain(decoded.fields or {}) if decoded.clean and not account.kinds else None
    if found is None:
        fields = flatten(decoded)
        return normal_form(fields, repairs, account=account, arrived_at=arrived_at)
    return event_of(*found, repairs, account=account, arrived_at=arrived_at)


def _decoded(body: bytes, query: bytes) -> tuple[Decoded, bytes]:
    """What body and query say together, and the bytes it was read from."""
    if not query:
        return decode(body), body
    if not body.strip():
        return decode(query), query
    decoded, beside = decode(body), decode(query)
    if beside.fields is None:
        return decoded, body
    if decoded.fields is None:
        return beside, body + b"\n?" + query
    return _joined(decoded, beside.fields), body


def _joined(decoded: Decoded, beside: dict[str, object]) -> Decoded:
    """The body; a query beside it adds the constants an administrator put there."""
    fields = dict(decoded.fields or {})
    for name, value in beside.items():
        told = without_quotes(value) if isinstance(value, str) else value
        if fields.setdefault(name, told) != told:
            fields[f"query.{name}"] = told
    return Decoded(fields, decoded.repairs, decoded.form)
