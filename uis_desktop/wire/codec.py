"""Frame to JSON and back; strict about what it accepts.

The relay's frames are made as the UTF-8 that goes out, the desktop's as text.

Unknown fields are ignored and a frame of an unknown type is ``None``, so that
an installed desktop can talk to a newer relay.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec

from uis_desktop.core.events import EVENT_TYPES, CallEvent, Employee, Kind, kind_of
from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.wire.frames import (
    PROTOCOL,
    TYPE_CALL_PREFIX,
    TYPE_GAP,
    TYPE_LIVE,
    TYPE_POLICY,
    TYPE_RESUME,
    TYPE_WELCOME,
    Call,
    Frame,
    Gap,
    Live,
    Policy,
    Resume,
    Welcome,
)

_T = TypeVar("_T")

_KIND_WORDS = {kind: kind.value.encode() for kind in Kind}
_KNOWN_KINDS = frozenset(kind.value for kind in Kind)


class _Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The attributes of a CloudEvent that we use."""

    specversion: str
    id: str
    source: str
    type: str
    time: datetime | None = None
    recordedtime: datetime | None = None
    subject: str | None = None
    sequence: int | None = None
    data: msgspec.Raw = msgspec.Raw(b"null")


class _WelcomeData(msgspec.Struct, frozen=True, kw_only=True):
    epoch: str
    latest: int
    employee: Employee
    policy: Policy = Policy()


_envelopes = msgspec.json.Decoder(_Envelope)
_encoder = msgspec.json.Encoder()


def event_to_json(event: CallEvent) -> bytes:
    """The normal form as JSON: one object, ``kind`` first, empty fields as null."""
    return b'{"kind":"%s",%s' % (_KIND_WORDS[kind_of(event)], _encoder.encode(event)[1:])


def event_from_json(data: bytes | msgspec.Raw) -> CallEvent:
    """Read what :func:`event_to_json` wrote, here or in another release.

    Raises:
        ReplyNotUnderstood: it is not a normal form.
    """
    try:
        kind = Kind(msgspec.json.decode(data, type=_KindOnly).kind)
        return msgspec.json.decode(data, type=EVENT_TYPES[kind])
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"event: {error}") from error


class _KindOnly(msgspec.Struct, frozen=True):
    kind: str


def encode_resume(resume: Resume) -> str:
    """The desktop's first frame as text."""
    frame = {
        "specversion": "1.0",
        "id": "resume",
        "source": "/desktop",
        "type": TYPE_RESUME,
        "datacontenttype": "application/json",
        "data": {"protocol": PROTOCOL, "epoch": resume.epoch, "after": resume.after},
    }
    return _encoder.encode(frame).decode()


def decode_resume(text: str | bytes) -> Resume:
    """Read the desktop's first frame.

    Raises:
        ReplyNotUnderstood: it is not a resume frame of a protocol we speak.
    """
    envelope = _envelope(text)
    if envelope.type != TYPE_RESUME:
        raise ReplyNotUnderstood(f"first frame is {envelope.type[:64]!r}, not {TYPE_RESUME}")
    resume = _data(envelope, Resume)
    if resume.protocol != PROTOCOL:
        raise ReplyNotUnderstood(f"protocol {resume.protocol} is not spoken here")
    if resume.after < 0:
        raise ReplyNotUnderstood("after is negative")
    return resume


def encode_welcome(welcome: Welcome, *, source: str) -> bytes:
    """The relay's first frame."""
    return _frame(
        f"welcome:{welcome.epoch}:{welcome.latest}",
        source,
        TYPE_WELCOME,
        {
            "epoch": welcome.epoch,
            "latest": welcome.latest,
            "employee": welcome.employee,
            "policy": welcome.policy,
        },
        at=welcome.sent_at,
    )


def encode_policy(policy: Policy, epoch: str, *, source: str) -> bytes:
    """The frame that tells what the administrator has chosen anew."""
    return _frame(f"policy:{epoch}", source, TYPE_POLICY, policy)


def encode_live(epoch: str, number: int, *, source: str) -> bytes:
    """The frame that ends the replay; ``number`` is the last one replayed."""
    return _frame(f"live:{epoch}:{number}", source, TYPE_LIVE, {})


def encode_gap(gap: Gap, epoch: str, *, source: str) -> bytes:
    """The frame that admits a hole."""
    return _frame(f"gap:{epoch}:{gap.from_}-{gap.to}", source, TYPE_GAP, gap)


def encode_call(
    event_json: bytes,
    *,
    kind: Kind,
    call_session_id: str,
    epoch: str,
    number: int,
    received_at: datetime,
    sent_at: datetime,
    source: str,
) -> bytes:
    """The frame of one stored event; ``event_json`` is what the log keeps of it."""
    return _encoder.encode(
        {
            "specversion": "1.0",
            "id": f"{epoch}:{number}",
            "source": source,
            "type": TYPE_CALL_PREFIX + kind.value,
            "subject": call_session_id,
            "time": received_at,
            "recordedtime": sent_at,
            "sequence": number,
            "datacontenttype": "application/json",
            "data": msgspec.Raw(event_json),
        }
    )


def decode_frame(text: str | bytes) -> Frame | None:
    """Read a frame of the relay; None if its type is not known here.

    Raises:
        ReplyNotUnderstood: it is no CloudEvent, or its data has a wrong shape.
    """
    envelope = _envelope(text)
    if envelope.type == TYPE_WELCOME:
        data = _data(envelope, _WelcomeData)
        if envelope.time is None:
            raise ReplyNotUnderstood("welcome without time")
        return Welcome(
            epoch=data.epoch,
            latest=data.latest,
            employee=data.employee,
            policy=data.policy,
            sent_at=envelope.time,
        )
    if envelope.type == TYPE_POLICY:
        return _data(envelope, Policy)
    if envelope.type == TYPE_LIVE:
        return Live()
    if envelope.type == TYPE_GAP:
        return _data(envelope, Gap)
    if envelope.type.startswith(TYPE_CALL_PREFIX):
        return _call(envelope)
    return None


def _call(envelope: _Envelope) -> Call | None:
    """A call frame, or None for a kind that only a newer release knows."""
    epoch, _, number = envelope.id.rpartition(":")
    if not epoch or envelope.time is None or not number.isdecimal():
        raise ReplyNotUnderstood("call frame without epoch, number or time")
    if envelope.type.removeprefix(TYPE_CALL_PREFIX) not in _KNOWN_KINDS:
        return None
    return Call(
        epoch=epoch,
        number=int(number),
        received_at=envelope.time,
        event=event_from_json(envelope.data),
        sent_at=envelope.recordedtime,
    )


def _envelope(text: str | bytes) -> _Envelope:
    try:
        envelope = _envelopes.decode(text)
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"frame: {error}") from error
    if envelope.specversion != "1.0":
        raise ReplyNotUnderstood("not a CloudEvent 1.0")
    return envelope


def _data(envelope: _Envelope, shape: type[_T]) -> _T:
    try:
        return msgspec.json.decode(envelope.data, type=shape)
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"{envelope.type}: {error}") from error


def _frame(id_: str, source: str, type_: str, data: object, *, at: datetime | None = None) -> bytes:
    envelope: dict[str, object] = {
        "specversion": "1.0",
        "id": id_,
        "source": source,
        "type": type_,
        "datacontenttype": "application/json",
        "data": data,
    }
    if at is not None:
        envelope["time"] = at
    return _encoder.encode(envelope)
