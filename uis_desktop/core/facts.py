"""What is known of one call: facts that only ever add up.

UIS sends its notifications one by one, in no guaranteed order, more than once,
and some not at all (uis-api "Life of a call" is an expectation, not a promise).
So nothing here depends on the order of arrival: every fact is a union, a
minimum or a maximum over the events seen.  Whatever arrives, in whatever
order, however often: the same set of events gives the same facts.  What they
mean is told in ``standing.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from uis_desktop.core.events import (
    CallEnded,
    CallEvent,
    CallIncoming,
    CallLost,
    CallOutgoing,
    CallRecorded,
    CallWaiting,
    Direction,
    Employee,
    Kind,
    OtherEvent,
    TalkEnded,
    TalkStarted,
    kind_of,
)
from uis_desktop.core.phone import Number, kept
from uis_desktop.core.ring_test import TEST_MARK

#: The key of an employee nobody named.
SOMEBODY = ""

#: Later phases know better: their word wins where two events disagree.
_RANK = {
    Kind.OTHER: 0,
    Kind.INCOMING: 1,
    Kind.OUTGOING: 1,
    Kind.WAITING: 2,
    Kind.TALK_STARTED: 3,
    Kind.TALK_ENDED: 4,
    Kind.LOST: 5,
    Kind.CALL_ENDED: 5,
    Kind.RECORDED: 6,
}

#: A longer call is a mistake in the figures.
_A_DAY_S = 24 * 3600
_LONGEST_REASON = 100
#: Kinds that come when a call is over.
_CLOSING = frozenset({Kind.LOST, Kind.CALL_ENDED, Kind.RECORDED, Kind.OTHER})

_TOLD = (
    "contact_phone_number",
    "contact_id",
    "contact_full_name",
    "communication_number",
    "virtual_phone_number",
    "scenario_name",
    "call_source",
    "external_id",
)


@dataclass(slots=True)
class Leg:
    """One employee's part in a call; times by UIS's clock, ``heard`` by ours."""

    name: str | None = None
    rung: bool = False
    rang_at: datetime | None = None
    rang_heard: datetime | None = None
    talk_started_at: datetime | None = None
    talk_heard: datetime | None = None
    talk_ended_at: datetime | None = None

    @property
    def talking(self) -> bool:
        """His talk has begun and is not over."""
        if self.talk_started_at is None:
            return False
        return self.talk_ended_at is None or self.talk_started_at > self.talk_ended_at

    @property
    def talked(self) -> bool:
        """He has talked, or talks."""
        return self.talk_started_at is not None or self.talk_ended_at is not None


@dataclass(slots=True)
class CallFacts:
    """Everything the events of one call session have told.

    Attributes:
        legs: by employee id; ``SOMEBODY`` collects events without an employee.
        leg_owner: leg id to employee id, from the rings.
        first_at: the earliest event by UIS's clock.
        first_heard, last_heard: by ours.
    """

    me: Employee
    call_session_id: str
    first_at: datetime
    first_heard: datetime
    last_heard: datetime
    legs: dict[str, Leg] = field(default_factory=dict)
    leg_owner: dict[str, str] = field(default_factory=dict)
    talk_legs: set[str] = field(default_factory=set)
    kinds: set[Kind] = field(default_factory=set)
    outgoing_at: datetime | None = None
    contact_leg_at: datetime | None = None
    ended_at: datetime | None = None
    ended_heard: datetime | None = None
    last_employee: str | None = None
    talk_s: int | None = None
    total_s: int | None = None
    wait_s: int | None = None
    is_lost: bool | None = None
    record_links: tuple[str, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)
    _told: dict[str, tuple[tuple[int, datetime, str], object]] = field(default_factory=dict)

    def add(self, event: CallEvent, heard: datetime) -> None:
        """Add what ``event`` tells; ``heard`` is when it reached the relay."""
        kind = kind_of(event)
        self.kinds.add(kind)
        self.first_at = min(self.first_at, event.at)
        self.first_heard = min(self.first_heard, heard)
        self.last_heard = max(self.last_heard, heard)
        self._hear(event, kind)
        employee = self.employee_of(event)
        match event:
            case CallWaiting():
                self._ring(event, employee, heard)
            case CallOutgoing():
                self.outgoing_at = _later(self.outgoing_at, event.at)
                self._leg(employee, event)
            case TalkStarted():
                self.talk_legs.update(event.leg_ids)
                leg = self._leg(employee, event)
                leg.talk_started_at = _later(leg.talk_started_at, event.at)
                leg.talk_heard = _earlier(leg.talk_heard, heard)
            case TalkEnded():
                self.talk_legs.update(event.leg_ids)
                leg = self._leg(employee, event)
                leg.talk_ended_at = _later(leg.talk_ended_at, event.at)
                self.talk_s = _most(self.talk_s, event.talk_time_duration)
            case CallEnded() | CallLost():
                self._end(event, employee, heard)
            case CallRecorded():
                self.record_links = tuple(sorted({*self.record_links, *event.file_links}))
                self._closed_by(employee, event)
            case CallIncoming() | OtherEvent() | _:
                pass

    @property
    def started_at(self) -> datetime:
        """When the call began, by UIS's clock.

        The earliest event tells; where only closing events came, they tell how long
        the call has lasted.
        """
        if self.ended_at is None or not self.kinds <= _CLOSING:
            return self.first_at
        lasted_s = min(max(self.total_s or 0, self.wait_s or 0), _A_DAY_S)
        return min(self.first_at, self.ended_at - timedelta(seconds=lasted_s))

    @property
    def finished(self) -> bool:
        """The call session is over, or all we know of it is its record."""
        return self.ended_at is not None or self.kinds <= {Kind.RECORDED, Kind.OTHER}

    @property
    def test(self) -> bool:
        """It is a test ring of the relay's: nobody calls."""
        return TEST_MARK in self.extra

    def employee_of(self, event: CallEvent) -> str:
        """The id of the employee an event is about, or ``SOMEBODY``.

        An event without an id is mine if it names my extension, phone or name:
        templates often lack ``employee_id``.
        """
        if event.employee_id:
            return event.employee_id
        short = {event.extension_phone_number, event.employee_phone_number} - {None, ""}
        if self.me.extension and self.me.extension in short:
            return self.me.id
        if event.employee_full_name and event.employee_full_name == self.me.name:
            return self.me.id
        return SOMEBODY

    def told(self, name: str) -> object | None:
        """What the best informed event said of a field, or None."""
        known = self._told.get(name)
        return None if known is None else known[1]

    def text(self, name: str) -> str | None:
        """As :meth:`told`, for a field that is text."""
        value = self.told(name)
        return value if isinstance(value, str) else None

    @property
    def contact_phone_number(self) -> Number | None:
        """The contact's, if he shows it."""
        return kept(self.text("contact_phone_number"))

    @property
    def virtual_phone_number(self) -> Number | None:
        """Our line."""
        return kept(self.text("virtual_phone_number"))

    @property
    def tag_names(self) -> tuple[str, ...]:
        """The tags of the call, as the best informed event has them."""
        told = self.told("tag_names")
        return tuple(map(str, told)) if isinstance(told, tuple) else ()

    @property
    def finish_reason(self) -> str | None:
        """UIS's word for why the call ended.

        Reports tell ``finish_reason``; of notifications ``lost_reason`` is documented.
        """
        for name in ("finish_reason", "lost_reason"):
            value = self.extra.get(name)
            if isinstance(value, str) and value:
                return value[:_LONGEST_REASON]
        return None

    @property
    def said_direction(self) -> Direction | None:
        """The direction the events carry in so many words."""
        value = self.told("direction")
        return value if isinstance(value, Direction) else None

    def _hear(self, event: CallEvent, kind: Kind) -> None:
        """Keep each field of the event that knows best."""
        rank = _RANK[kind]
        for name in _TOLD:
            self._tell(name, getattr(event, name), rank, event.at)
        self._tell("direction", event.direction, rank, event.at)
        self._tell("tag_names", event.tag_names or None, rank, event.at)
        for key, value in event.extra.items():
            self._tell(f"extra.{key}", value, rank, event.at)
            self.extra[key] = self.told(f"extra.{key}")

    def _tell(self, name: str, value: object, rank: int, at: datetime) -> None:
        if value is None or value == "":
            return
        weight = (rank, at, repr(value))
        known = self._told.get(name)
        if known is None or weight > known[0]:
            self._told[name] = (weight, value)

    def _ring(self, event: CallWaiting, employee: str, heard: datetime) -> None:
        if event.leg_id and employee != SOMEBODY:
            self.leg_owner[event.leg_id] = employee
        if employee == SOMEBODY:
            self.contact_leg_at = _later(self.contact_leg_at, event.at)
            return
        leg = self._leg(employee, event)
        leg.rung = True
        leg.rang_at = _later(leg.rang_at, event.at)
        leg.rang_heard = _later(leg.rang_heard, heard)

    def _end(self, event: CallEnded | CallLost, employee: str, heard: datetime) -> None:
        self.ended_at = _earlier(self.ended_at, event.at)
        self.ended_heard = _earlier(self.ended_heard, heard)
        self.wait_s = _most(self.wait_s, event.wait_time_duration)
        if isinstance(event, CallLost):
            for rung in event.employee_ids:
                self.legs.setdefault(rung, Leg()).rung = True
            return
        self.talk_s = _most(self.talk_s, event.talk_time_duration)
        self.total_s = _most(self.total_s, event.total_time_duration)
        self._closed_by(employee, event)
        if event.is_lost is not None:
            self.is_lost = bool(self.is_lost) or event.is_lost

    def _closed_by(self, employee: str, event: CallEvent) -> None:
        """Whom the closing events name; after a transfer that may be anybody."""
        if employee != SOMEBODY:
            self.last_employee = max(self.last_employee or "", employee)
            self._leg(employee, event)

    def _leg(self, employee: str, event: CallEvent) -> Leg:
        leg = self.legs.setdefault(employee, Leg())
        self._name(employee, event)
        return leg

    def _name(self, employee: str, event: CallEvent) -> None:
        leg = self.legs.get(employee)
        if leg is not None and event.employee_full_name:
            leg.name = max(leg.name or "", event.employee_full_name)


def facts_of(event: CallEvent, heard: datetime, me: Employee) -> CallFacts:
    """The facts of a call of which this is the first event heard."""
    facts = CallFacts(
        me=me,
        call_session_id=event.call_session_id,
        first_at=event.at,
        first_heard=heard,
        last_heard=heard,
    )
    facts.add(event, heard)
    return facts


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None or other > one else one


def _earlier(one: datetime | None, other: datetime) -> datetime:
    return other if one is None or other < one else one


def _most(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)
