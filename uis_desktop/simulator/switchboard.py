"""All calls: starts them, ends them, and remembers the last ones."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import Counter, deque
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass

from uis_desktop.simulator.archive import Archive
from uis_desktop.simulator.calls import (
    COMMUNICATIONS_FROM,
    Call,
    DirectionWord,
    HungUp,
    Leg,
    LegRole,
    Origin,
)
from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.happenings import HangUp, Left, NotAnswered, PickedUp
from uis_desktop.simulator.interactive import InteractiveClient
from uis_desktop.simulator.life import Bridge, Life
from uis_desktop.simulator.notifier import Notifier
from uis_desktop.simulator.people import People
from uis_desktop.simulator.records import Records
from uis_desktop.simulator.scenario import (
    Account,
    Employee,
    EmployeePhone,
    InboundCall,
    KindWord,
    OutgoingCall,
    Row,
    VirtualNumber,
)
from uis_desktop.simulator.variables import of_every_event, of_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What is said of a call that somebody asks for through the Call API."""

    direction: DirectionWord
    line: VirtualNumber
    contact: str
    external_id: str | None
    call_source: str = "callapi"
    runs_scenario: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What the switchboard needs from elsewhere."""

    account: Account
    people: People
    clock: Clock
    notifier: Notifier
    interactive: InteractiveClient
    record_after_s: float
    records: Records


class Switchboard:
    """Every call session there is; one task per call."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        # Ids go on where they were after a restart, for receivers remember calls; and
        # they are greater than 2^31, as those of UIS may be.
        base = int(outside.clock.now().timestamp() * 10)
        self._call_ids = itertools.count(base)
        self._leg_ids = itertools.count(base * 4)
        self._running: dict[int, Call] = {}
        self._finished: deque[Call] = deque(maxlen=200)
        #: For the reports.
        self.archive = Archive()
        self._communications: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> Sequence[Call]:
        """The calls that go on."""
        return tuple(self._running.values())

    @property
    def finished(self) -> Sequence[Call]:
        """The last calls that are over, oldest first."""
        return tuple(self._finished)

    def call(self, call_session_id: int) -> Call | None:
        """A running call."""
        return self._running.get(call_session_id)

    def with_communication(self, communication_id: object) -> Call | None:
        """A call that goes on or is over, by the id its tags are set with."""
        if not isinstance(communication_id, int):
            return None
        call_session_id = communication_id - COMMUNICATIONS_FROM
        return self._running.get(call_session_id) or self.archive.call(call_session_id)

    def play(self, row: Row) -> Call:
        """Start a call of the timeline; the row is known to be right."""
        line = self._outside.people.line(row.line)
        if line is None:
            raise RuntimeError("rows are checked before they are played")
        if isinstance(row, InboundCall):
            return self._inbound(row, line)
        return self._outgoing(row, line)

    def bridge(self, wanted: Bridge, order: Ordered) -> Call:
        """Start a call somebody asked for through the Call API."""
        call = self._new(
            order.direction,
            order.call_source,
            order.line,
            order.contact,
            order.external_id,
            runs_scenario=order.runs_scenario,
        )
        life = self._life(call)
        self._start(call, life, life.bridge(wanted))
        return call

    def hang_up(self, call: Call, by: str) -> None:
        """End the call, whatever it is doing."""
        call.post(HangUp(by))

    def drop(self, call: Call, leg: Leg, by: str) -> None:
        """One connection ends: the call with it, if contact or employee are no longer there."""
        if leg.state == "ringing" and leg.rang and (by != "api" or leg.role != "contact"):
            call.post(NotAnswered(leg.id, declined=True))
        elif leg.role == "contact":
            call.post(HangUp("contact" if by == "hand" else by))
        elif leg.talk_started_at is not None or call.first_talk_at is None:
            call.post(HangUp("employee" if by == "hand" else by))
        else:
            call.post(Left(leg.id))

    def answer(self, call: Call, leg: Leg) -> bool:
        """Somebody answers that phone by hand; False if it does not ring."""
        if leg not in call.ringing_legs:
            return False
        call.post(PickedUp(leg.id))
        return True

    def pick_up(self, call: Call, employee_id: int | None) -> bool:
        """Somebody answers by hand (None: the contact); False if that phone does not ring."""
        for leg in call.ringing_legs:
            found = leg.role == "contact" if employee_id is None else _is_phone_of(leg, employee_id)
            if found:
                return self.answer(call, leg)
        return False

    async def close(self) -> None:
        """Stop everything where it is, without a word."""
        for call in self.running:
            call.forget_timers()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def open_leg(
        self,
        call: Call,
        role: LegRole,
        employee: Employee | None = None,
        phone: EmployeePhone | None = None,
    ) -> Leg | None:
        """A new connection that rings; None if all channels of the phone are in use."""
        if phone is not None and self._channels_in_use(phone) >= phone.channels_count:
            return None
        leg = Leg(next(self._leg_ids), employee, phone, call.clock.now(), role)
        call.legs.append(leg)
        return leg

    def tell(self, kind: KindWord, call: Call, values: Mapping[str, object]) -> None:
        """Send the notifications about it."""
        common = of_every_event(call, self._outside.account, self._outside.people)
        self._outside.notifier.send(kind, call.id, {**common, **values})

    def _inbound(self, row: InboundCall, line: VirtualNumber) -> Call:
        call = self._new("in", "va", line, row.contact, runs_scenario=True)
        life = self._life(call)
        self._start(call, life, life.inbound(row, self._outside.interactive.employees_for))
        return call

    def _outgoing(self, row: OutgoingCall, line: VirtualNumber) -> Call:
        call = self._new("out", "sip", line, row.contact)
        life = self._life(call)
        self._start(call, life, life.outgoing(row))
        return call

    def _life(self, call: Call) -> Life:
        return Life(call, self._outside.people, self)

    def _new(
        self,
        direction: DirectionWord,
        call_source: str,
        line: VirtualNumber,
        contact: str | None,
        external_id: str | None = None,
        *,
        runs_scenario: bool = False,
    ) -> Call:
        origin = Origin(
            direction=direction,
            call_source=call_source,
            line=line,
            contact_phone_number=contact,
            external_id=external_id,
            communication_number=self._nth(contact),
            runs_scenario=runs_scenario,
        )
        clock = self._outside.clock
        call = Call(next(self._call_ids), origin, clock, clock.now())
        self._running[call.id] = call
        return call

    def _nth(self, contact: str | None) -> int:
        if contact is None:
            return 1
        self._communications[contact] += 1
        return self._communications[contact]

    def _start(self, call: Call, life: Life, script: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(self._live(call, life, script))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _live(self, call: Call, life: Life, script: Coroutine[None, None, None]) -> None:
        with contextlib.suppress(HungUp):
            await script
        life.finish()
        self._finished.append(call)
        self.archive.add(call)
        del self._running[call.id]
        if call.recorded:
            await self._outside.clock.sleep(self._outside.record_after_s)
            record = self._outside.records.keep(call)
            self.archive.add_record(call, record)
            self.tell("recorded", call, of_record(call, record.link))

    def _channels_in_use(self, phone: EmployeePhone) -> int:
        return sum(
            leg.phone is phone and leg.state != "done"
            for call in self._running.values()
            for leg in call.legs
        )


def _is_phone_of(leg: Leg, employee_id: int) -> bool:
    return leg.employee is not None and leg.employee.id == employee_id
