"""Whose call it was, and what UIS calls its communication: read off the log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core.events import CallEvent, CallLost, Kind, kind_of
from uis_desktop.core.ring_test import TEST_MARK
from uis_desktop.relay.audience import Colleagues
from uis_desktop.relay.log.port import Record
from uis_desktop.relay.log.records import event_of

#: An event of these is about somebody's phone, or names who had the call last.
_PERSONAL = frozenset(
    {
        Kind.WAITING,
        Kind.OUTGOING,
        Kind.TALK_STARTED,
        Kind.TALK_ENDED,
        Kind.CALL_ENDED,
        Kind.RECORDED,
    }
)
_ID = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallInLog:
    """What the log tells of a call.

    Attributes:
        first_at, last_at: its earliest and latest event by UIS's clock (UTC).
        communication_id: what tags belong to; None: no notification has told.
    """

    first_at: datetime
    last_at: datetime
    communication_id: str | None


def call_of(
    records: Sequence[Record], employee_id: str, colleagues: Colleagues
) -> CallInLog | None:
    """The call of these records, newest first; None if it was not this employee's.

    His phone rang, dialled or talked in it.  To have seen the call is not enough:
    everybody of a line sees its calls.  Unlike the right to control a call, this one stays
    with everybody who took part: a tag tells of his part too.
    """
    events = [event for event in map(event_of, records) if event is not None]
    if not any(_takes_part(event, employee_id, colleagues) for event in events):
        return None
    if any(TEST_MARK in event.extra for event in events):
        # UIS does not know it.
        return None
    return CallInLog(
        first_at=min(event.at for event in events),
        last_at=max(event.at for event in events),
        communication_id=_communication(events),
    )


def _takes_part(event: CallEvent, employee_id: str, colleagues: Colleagues) -> bool:
    if isinstance(event, CallLost):
        return employee_id in event.employee_ids
    if kind_of(event) not in _PERSONAL:
        return False
    if event.employee_id is not None:
        return event.employee_id == employee_id
    return employee_id in colleagues.meant_by(event)


def _communication(events: Iterable[CallEvent]) -> str | None:
    """The newest notification that tells it; a template need not."""
    for event in events:
        told = str(event.extra.get("communication_id"))
        if _ID.fullmatch(told):
            return told
    return None
