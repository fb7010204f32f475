"""What can happen to a call, as facts: the normal form of UIS's notifications.

One type per kind.  Field names are UIS's own (help centre, "Уведомления о
событиях"), so that an administrator who reads a template, the relay's log and
this file meets the same words.  Ids are strings: UIS sends them as numbers or
strings and nobody counts with them.  Numbers of contacts and lines are E.164 with ``+``
or short; a hidden number is ``None``, and what is no number is under ``extra``.  Times
are aware and in UTC.  Durations are whole seconds; ``0`` (no talk) and ``None`` (not
told) differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.phone import Number, kept, key


class Kind(StrEnum):
    """The kinds of events; the values are the words of wire and log."""

    INCOMING = "incoming"
    WAITING = "waiting"
    OUTGOING = "outgoing"
    TALK_STARTED = "talk_started"
    TALK_ENDED = "talk_ended"
    CALL_ENDED = "call_ended"
    LOST = "lost"
    RECORDED = "recorded"
    OTHER = "other"


class Direction(StrEnum):
    """Who called: the contact (``in``) or we (``out``)."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent:
    """What every event can tell; a field UIS did not send is ``None``.

    Attributes:
        call_session_id: the call this is about.
        at: when it happened by UIS's account (``notification_time``), or the
            time of arrival where UIS sent none.
        contact_phone_number: the outside party, whatever the direction.
        virtual_phone_number: our line.
        employee_phone_number, extension_phone_number: as UIS has them: a SIP line may have
            a name instead of a number.
        employee_id: the employee whose leg this is about; for ``CallEnded`` the
            last one, which after a transfer may be anybody.
        external_id: what the one who started the call through the Call API
            called it.
        extra: every key that has no field here ("additional parameters"), with the
            JSON value it had.
    """

    call_session_id: str
    at: datetime
    notification_name: str | None = None
    notification_mnemonic: str | None = None
    contact_phone_number: Number | None = None
    contact_id: str | None = None
    contact_full_name: str | None = None
    communication_number: int | None = None
    virtual_phone_number: Number | None = None
    scenario_name: str | None = None
    direction: Direction | None = None
    call_source: str | None = None
    external_id: str | None = None
    employee_id: str | None = None
    employee_full_name: str | None = None
    employee_phone_number: str | None = None
    extension_phone_number: str | None = None
    tag_names: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallIncoming(CallEvent):
    """The contact's call reached the virtual number; no employee rings yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWaiting(CallEvent):
    """An employee's leg starts ringing; comes once per leg."""

    leg_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOutgoing(CallEvent):
    """An employee dials out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkStarted(CallEvent):
    """Contact and employee are connected; comes again after a transfer."""

    leg_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkEnded(CallEvent):
    """That employee's talk is over, by transfer or by hanging up."""

    leg_ids: tuple[str, ...] = ()
    talk_time_duration: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(CallEvent):
    """The call session is over, answered or not."""

    talk_time_duration: int | None = None
    total_time_duration: int | None = None
    wait_time_duration: int | None = None
    is_lost: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLost(CallEvent):
    """An inbound call ended without a talk."""

    wait_time_duration: int | None = None
    employee_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecorded(CallEvent):
    """A record of the talk is ready, seconds or minutes after the end."""

    file_links: tuple[str, ...] = ()
    file_duration: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEvent(CallEvent):
    """A notification outside the eight kinds; kept, and disturbs nobody."""


EVENT_TYPES: Mapping[Kind, type[CallEvent]] = {
    Kind.INCOMING: CallIncoming,
    Kind.WAITING: CallWaiting,
    Kind.OUTGOING: CallOutgoing,
    Kind.TALK_STARTED: TalkStarted,
    Kind.TALK_ENDED: TalkEnded,
    Kind.CALL_ENDED: CallEnded,
    Kind.LOST: CallLost,
    Kind.RECORDED: CallRecorded,
    Kind.OTHER: OtherEvent,
}

_KIND_OF: Mapping[type[CallEvent], Kind] = {event: kind for kind, event in EVENT_TYPES.items()}


def kind_of(event: CallEvent) -> Kind:
    """The word for the kind of ``event``."""
    return _KIND_OF[type(event)]


def with_numbers_only(event: CallEvent) -> CallEvent:
    """With numbers where numbers belong: what is none stays, as it is, under ``extra``.

    Our relay has done that already; another release may not have.
    """
    contact, line = event.contact_phone_number, event.virtual_phone_number
    if (contact is None or kept(contact)) and (line is None or kept(line)):
        return event
    told = {"contact_phone_number": contact, "virtual_phone_number": line}
    numbers = {name: key(text) for name, text in told.items()}
    rest = {name: text for name, text in told.items() if text and numbers[name] is None}
    return replace(
        event,
        contact_phone_number=numbers["contact_phone_number"],
        virtual_phone_number=numbers["virtual_phone_number"],
        extra={**rest, **event.extra},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """A user of the PBX, as the relay and the desktop know him.

    Attributes:
        id: UIS's employee id (Data API ``get.employees``).
        extension: his short number; may begin with 0.
        lines: virtual numbers (E.164 with ``+``) whose calls concern him; empty
            means every line.
    """

    id: str
    name: str
    extension: str | None = None
    lines: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the relay's log: which log (``epoch``) and the last number seen.

    ``epoch`` is ``None`` before the first connection.
    """

    epoch: str | None = None
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """An event as the stream brought it.

    Attributes:
        epoch: which log.
        number: its number in that log; the only order there is.
        received_at: when the relay wrote it down, by the desktop's clock (the
            stream corrects for the difference of the two clocks).
        sent_at: when the relay, having written it down, made a frame of it for the
            streams, by the desktop's clock; None if an older relay does not tell.
        heard_at: when the frame reached this desktop; None for what an older version kept.
    """

    epoch: str
    number: int
    received_at: datetime
    event: CallEvent
    sent_at: datetime | None = None
    heard_at: datetime | None = None
