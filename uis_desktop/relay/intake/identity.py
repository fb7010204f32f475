"""What makes two notifications the same: the key of the log.

UIS names no delivery.  It sends again when our answer was slow, and an
administrator may have two notifications for one event, with other names,
methods and ways of writing the time.  So the key has what the event is about
and never how or when it came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import msgspec

from uis_desktop.core.events import (
    CallEvent,
    CallRecorded,
    CallWaiting,
    Kind,
    TalkEnded,
    TalkStarted,
)
from uis_desktop.relay.intake.normal_form import Normal


def key_of(normal: Normal, raw: bytes) -> bytes:
    """The same for a repeat of the same event, and for no other event.

    - a call ends once, and is lost once;
    - a leg rings once;
    - a record is its files;
    - a talk is its legs, or else its employee, the second it began or ended in, and
      its length: after a transfer back the same two talk again;
    - anything else is its employee and the second.

    An event of no call, or of no kind we know, is the same only with the same body.
    """
    event, kind = normal.event, normal.kind
    if not event.call_session_id or kind is Kind.OTHER:
        return digest([kind.value, event.call_session_id, raw])
    return digest([kind.value, event.call_session_id, _PARTS.get(kind, _at_once)(normal)])


def key_of_what_is_over(kind: Kind, call_session_id: str, files: Sequence[str] = ()) -> bytes:
    """The key a notification of the end of a call, of a lost one or of a record would have."""
    return digest([kind.value, call_session_id, _files(files) if files else None])


def digest(parts: object) -> bytes:
    """16 bytes for these parts."""
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()


def _once(_normal: Normal) -> object:
    return None


def _ring(normal: Normal) -> object:
    leg = normal.event.leg_id if isinstance(normal.event, CallWaiting) else None
    return ["leg", leg] if leg else _at_once(normal)


def _record(normal: Normal) -> object:
    files = normal.event.file_links if isinstance(normal.event, CallRecorded) else ()
    return _files(files) if files else _at_once(normal)


def _files(links: Sequence[str]) -> object:
    return ["files", *sorted(links)]


def _talk(normal: Normal) -> object:
    event = normal.event
    legs = sorted(event.leg_ids) if isinstance(event, (TalkStarted, TalkEnded)) else []
    length = event.talk_time_duration if isinstance(event, TalkEnded) else None
    return [legs or _employee(event), _second(normal), length]


def _at_once(normal: Normal) -> object:
    return [_employee(normal.event), _second(normal)]


def _employee(event: CallEvent) -> object:
    return (
        event.employee_id
        or event.extension_phone_number
        or event.employee_phone_number
        or event.employee_full_name
    )


def _second(normal: Normal) -> int | None:
    """Milliseconds come with some notifications of an event and not with others."""
    return None if normal.told_at is None else int(normal.told_at.timestamp())


_PARTS: Mapping[Kind, Callable[[Normal], object]] = {
    Kind.CALL_ENDED: _once,
    Kind.LOST: _once,
    Kind.WAITING: _ring,
    Kind.RECORDED: _record,
    Kind.TALK_STARTED: _talk,
    Kind.TALK_ENDED: _talk,
}
