"""What travels through a shared log: events before they have a number, and orders.

Every relay plays the same messages in the same order and comes to the same
log.  So a message holds nothing that has to be asked anywhere else; of the
audience's rule, which is code, it holds the two sets that say all of it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec

from uis_desktop.relay.log.port import AudienceRule, Draft, Record
from uis_desktop.relay.log.tables import microseconds, moment

#: Stands for whoever has seen a call; no employee has this id.
_SOMEBODY = frozenset({"\0"})
_NOBODY = frozenset[str]()


class NotPortable(ValueError):
    """A message this relay does not understand: a newer relay wrote it, or a stranger."""


class Filed(msgspec.Struct, frozen=True, array_like=True, tag="event"):
    """A :class:`Draft`.

    Attributes:
        received_at: microseconds since 1970.
        if_unseen: the audience if nobody has seen the call before.
        besides: who comes to those who have.
        number: the event's, if it had one before it came here; 0: the message's.
    """

    account: str
    received_at: int
    kind: str
    call_session_id: str
    key: bytes
    normal: bytes | None
    repairs: tuple[str, ...]
    method: str
    raw: bytes
    if_unseen: tuple[str, ...]
    besides: tuple[str, ...]
    number: int = 0


class TrimOrder(msgspec.Struct, frozen=True, array_like=True, tag="trim"):
    """Forget what was received before so many microseconds since 1970."""

    before: int


class ForgetOrder(msgspec.Struct, frozen=True, array_like=True, tag="forget"):
    """Forget these calls, and these events of no call."""

    account: str
    calls: tuple[str, ...]
    numbers: tuple[int, ...]


class EpochOrder(msgspec.Struct, frozen=True, array_like=True, tag="epoch"):
    """From here on the log is another one."""

    epoch: str


class BeginOrder(msgspec.Struct, frozen=True, array_like=True, tag="begin"):
    """What follows was another log before, and has its numbers.

    Attributes:
        accounts: account, its latest number, and up to which it was trimmed.
    """

    accounts: tuple[tuple[str, int, int], ...]


Message = Filed | TrimOrder | ForgetOrder | EpochOrder | BeginOrder

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def encode(message: Message) -> bytes:
    """A message as it travels."""
    return _encoder.encode(message)


def decode(payload: bytes) -> Message:
    """A message that came.

    Raises:
        NotPortable
    """
    try:
        return _decoder.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotPortable(str(error)) from error


def filed(draft: Draft) -> Filed:
    """A draft as data."""
    if_unseen, besides = reduced(draft.audience)
    return Filed(
        account=draft.account,
        received_at=microseconds(draft.received_at),
        kind=draft.kind,
        call_session_id=draft.call_session_id,
        key=draft.key,
        normal=draft.normal,
        repairs=draft.repairs,
        method=draft.method,
        raw=draft.raw,
        if_unseen=tuple(sorted(if_unseen)),
        besides=tuple(sorted(besides)),
    )


def filed_before(record: Record, key: bytes) -> Filed:
    """An event as another log had it: whoever may see it is known."""
    audience = tuple(sorted(record.audience))
    return Filed(
        account=record.account,
        received_at=microseconds(record.received_at),
        kind=record.kind,
        call_session_id=record.call_session_id,
        key=key,
        normal=record.normal,
        repairs=record.repairs,
        method=record.method,
        raw=record.raw,
        if_unseen=audience,
        besides=audience,
        number=record.seq,
    )


def draft_of(message: Filed) -> Draft:
    """A draft out of its data."""
    return Draft(
        account=message.account,
        received_at=moment(message.received_at),
        kind=message.kind,
        call_session_id=message.call_session_id,
        key=message.key,
        normal=message.normal,
        repairs=message.repairs,
        method=message.method,
        raw=message.raw,
        audience=rule_of(message.if_unseen, message.besides),
    )


def trim_order(before: datetime) -> TrimOrder:
    """Forget what was received before."""
    return TrimOrder(microseconds(before))


def reduced(rule: AudienceRule) -> tuple[frozenset[str], frozenset[str]]:
    """The audience of a call nobody has seen, and who comes to those who have.

    That is all there is to :mod:`relay.audience`: whoever has seen a call goes
    on seeing it, and who comes to them depends only on whether there are any.
    """
    return rule(_NOBODY), rule(_SOMEBODY) - _SOMEBODY


def rule_of(if_unseen: Collection[str], besides: Collection[str]) -> AudienceRule:
    """The rule again."""
    first, more = frozenset(if_unseen), frozenset(besides)
    return lambda seen_by: (seen_by | more) if seen_by else first
