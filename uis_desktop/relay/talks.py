"""Who talks, as far as UIS's notifications have told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from uis_desktop.core.events import CallEvent, Kind, kind_of
from uis_desktop.relay.audience import Colleagues
from uis_desktop.relay.log.port import EventReader, Record, Span, Wanted
from uis_desktop.relay.log.records import event_of

#: An employee's phone is in the call, but nobody talks yet.
_RUNG = frozenset({Kind.WAITING, Kind.OUTGOING})
_TALKS = frozenset({Kind.TALK_STARTED, Kind.TALK_ENDED})

#: What tells who talks now.  A talk is told of by its beginning and its end.
_TELLING = (Kind.TALK_STARTED, Kind.TALK_ENDED, Kind.CALL_ENDED)
#: Only so far back: a talk whose end UIS has never told of is over by then.
_LONGEST = timedelta(hours=4)
_MOST_EVENTS = 20_000
_MOST_OF_A_KIND = 1_000


class Phones(NamedTuple):
    """Employees in one call: who talks, who talked last, whose phones have rung."""

    talking: frozenset[str]
    last: frozenset[str]
    rung: frozenset[str]


def phones_in(records: Iterable[Record], colleagues: Colleagues) -> Phones:
    """What the events of one call, the oldest first, tell of the employees in it."""
    talking: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    rung: frozenset[str] = frozenset()
    for event in filter(None, map(event_of, records)):
        kind = kind_of(event)
        meant = _meant(event, colleagues)
        if kind is Kind.TALK_STARTED:
            talking |= meant
        elif kind is Kind.TALK_ENDED:
            talking -= meant
        elif kind in _RUNG:
            rung |= meant
        if kind in _TALKS:
            last = meant or last
    return Phones(talking, last, rung)


def talking_now(records: Iterable[Record], colleagues: Colleagues) -> frozenset[str]:
    """Who talks in any of these calls; the events in any order.

    Most of the calls are over: of those nothing is read.
    """
    told = sorted(records, key=lambda record: record.seq)
    over = {record.call_session_id for record in told if record.kind == Kind.CALL_ENDED}
    calls: defaultdict[str, list[Record]] = defaultdict(list)
    for record in told:
        if record.call_session_id not in over:
            calls[record.call_session_id].append(record)
    return frozenset().union(*(phones_in(one, colleagues).talking for one in calls.values()))


async def recent_talks(log: EventReader, span: Span, account: str, now: datetime) -> list[Record]:
    """The events that tell who talks now.

    Raises:
        ConnectionError: the log is away, nobody can tell.
    """
    after = max(span.latest - _MOST_EVENTS, span.trimmed_to)
    found = [
        await log.records(account, Wanted(kind=kind.value, after=after, limit=_MOST_OF_A_KIND))
        for kind in _TELLING
    ]
    return [one for records in found for one in records if one.received_at > now - _LONGEST]


def _meant(event: CallEvent, colleagues: Colleagues) -> frozenset[str]:
    if event.employee_id is not None:
        return frozenset({event.employee_id})
    return colleagues.meant_by(event)
