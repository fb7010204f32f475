"""The life of a call: who is rung, who answers, who talks, how it ends.

UIS documents the eight events but not their sequence; the sequences here are
the ones public integrations report.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from msgspec import UNSET, UnsetType

from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.finish_reasons import by_whom
from uis_desktop.simulator.happenings import HangUp, Ring
from uis_desktop.simulator.people import People, active_phones
from uis_desktop.simulator.phones import rings_of
from uis_desktop.simulator.ringing import Chain, Exchange, Ringing
from uis_desktop.simulator.scenario import (
    Behaviour,
    ContactAnswers,
    Employee,
    EmployeeAnswers,
    InboundCall,
    Order,
    OutgoingCall,
)
from uis_desktop.simulator.talk import Talk, TalkPlan
from uis_desktop.simulator.variables import of_end, of_leg, of_lost

#: A contact who is silent is given up after this long.
CONTACT_RING_S = 60.0
#: Between the answer of ``start.*`` and the first phone that rings.
SETUP_S = 0.2
#: How long the robot talks when nobody says otherwise.
ROBOT_TALK_S = 5.0

_SILENT = Behaviour(does="silent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A call asked for through ``start.*``: our side, and which side is rung first.

    Attributes:
        ours: phones that ring side by side, each followed by those that ring if it is
            not answered; none: a robot talks with the contact.
        contact_ring_s: the contact is rung no longer.
    """

    ours: Sequence[Sequence[Ring]]
    contact_first: bool
    contact_ring_s: float = CONTACT_RING_S


class Life:
    """Lives one call; the coroutines end by returning or by ``HungUp``."""

    def __init__(self, call: Call, people: People, exchange: Exchange) -> None:
        self._call = call
        self._people = people
        self._exchange = exchange
        self._ringing = Ringing(call, exchange)
        self._talk = Talk(call, people, exchange, self._ringing)

    async def inbound(
        self,
        row: InboundCall,
        routed: Callable[[Call], Awaitable[Sequence[Employee] | None]],
    ) -> None:
        """A contact calls a line; ``routed`` may know better who should be rung."""
        call = self._call
        contact_leg = self._exchange.open_leg(call, "contact")
        if contact_leg is not None:
            contact_leg.rang = False
        if row.contact is not None and row.contact in self._people.blacklist:
            call.blocked = True
            return
        wanted = await routed(call)
        self._exchange.tell("incoming", call, {})
        if row.gives_up_after_s is not UNSET:
            call.after(row.gives_up_after_s, HangUp("contact"))
        await call.pause(row.greeting_s)
        employees = self._group(row) if wanted is None else wanted
        if not employees:
            await self._robot_talks(ROBOT_TALK_S if row.talk_s is UNSET else row.talk_s)
            return
        order = call.origin.line.order if row.order is UNSET else row.order
        chains = self._chains(employees, order, row.answers)
        timeout_s = None if row.ring_timeout_s is UNSET else row.ring_timeout_s
        answered = await self._ringing.first_to_answer(chains, timeout_s)
        if answered is not None:
            plan = TalkPlan(talk_s=row.talk_s, hangs_up=row.hangs_up, transfer=row.transfer)
            await self._talk.go_on(answered, plan)

    async def outgoing(self, row: OutgoingCall) -> None:
        """An employee dials from the SIP phone."""
        employee = self._people.employee(row.employee)
        if employee is None:
            raise RuntimeError("rows are checked before they are played")
        self._call.last_employee = employee
        phones = active_phones(employee)
        leg = self._exchange.open_leg(
            self._call, "employee", employee, phones[0] if phones else None
        )
        if leg is None:
            return
        leg.rang = False
        leg.connect(self._call.clock.now())
        timeout_s = CONTACT_RING_S if row.ring_timeout_s is UNSET else row.ring_timeout_s
        self._exchange.tell("outgoing", self._call, of_leg(leg))
        if await self._ringing.contact_answers(_contact_behaviour(row, self._people), timeout_s):
            plan = TalkPlan(talk_s=row.talk_s, hangs_up=row.hangs_up, transfer=row.transfer)
            await self._talk.go_on(leg, plan)

    async def bridge(self, wanted: Bridge) -> None:
        """First one side is rung, then the other."""
        first_rings = [rings[0] for rings in wanted.ours if rings]
        self._call.last_employee = first_rings[0].employee if first_rings else None
        await self._call.pause(SETUP_S)
        if not wanted.ours:
            if await self._contact_answers(wanted):
                await self._robot_talks(ROBOT_TALK_S)
            return
        leg: Leg | None
        if wanted.contact_first:
            self._tell_outgoing(first_rings, None)
            leg = await self._ours(wanted) if await self._contact_answers(wanted) else None
        else:
            leg = await self._ours(wanted)
            if leg is None:
                return
            self._tell_outgoing(first_rings, leg)
            leg = leg if await self._contact_answers(wanted) else None
        if leg is not None:
            await self._talk.go_on(leg, TalkPlan())

    async def _ours(self, wanted: Bridge) -> Leg | None:
        return await self._ringing.first_to_answer([deque(rings) for rings in wanted.ours], None)

    async def _contact_answers(self, wanted: Bridge) -> bool:
        contact = self._people.behaviour_of_contact(self._call.origin.contact_phone_number)
        return await self._ringing.contact_answers(contact, wanted.contact_ring_s)

    async def _robot_talks(self, talk_s: float) -> None:
        self._call.robot_answered = True
        await self._call.pause(talk_s)

    def finish(self) -> None:
        """Whatever stage it was in: the call is over, and everybody hears so."""
        call = self._call
        hung_up = by_whom(call)
        if (talking := call.talking_leg) is not None:
            self._talk.end(talking, hung_up)
        call.forget_timers()
        call.ended_at = call.clock.now()
        call.state = "ended"
        for leg in call.legs:
            leg.end(call.ended_at, hung_up)
        if call.lost:
            self._exchange.tell("lost", call, of_lost(call))
        self._exchange.tell("call_ended", call, of_end(call))

    def _group(self, row: InboundCall) -> Sequence[Employee]:
        ids = self._call.origin.line.ring if row.ring is UNSET else row.ring
        return self._people.employees_of(ids)

    def _chains(
        self,
        employees: Iterable[Employee],
        order: Order,
        answers: EmployeeAnswers | UnsetType | None,
    ) -> list[Chain]:
        rings = [
            rings_of(self._people, employee, self._mood(employee, answers))
            for employee in employees
            if self._people.takes_calls(employee)
        ]
        return [deque(chain) for chain in in_order(rings, order)]

    def _mood(self, employee: Employee, answers: EmployeeAnswers | UnsetType | None) -> Behaviour:
        usual = self._people.behaviour_of_employee(employee.id)
        if answers is UNSET:
            return usual
        if answers is None or answers.employee != employee.id:
            return _SILENT
        return Behaviour(does="answers", after_s=answers.after_s, talks_s=usual.talks_s)

    def _tell_outgoing(self, first_rings: Sequence[Ring], leg: Leg | None) -> None:
        """Nobody published whether event 5 comes for calls labelled ``in``: it does not here.

        Nor for a call in which no employee takes part.
        """
        if self._call.origin.direction != "out" or not first_rings:
            return
        ring = first_rings[0]
        about = leg or Leg(0, ring.employee, ring.phone, self._call.clock.now())
        if about.employee is not None:
            self._exchange.tell("outgoing", self._call, of_leg(about))


def in_order(rings: Sequence[Sequence[Ring]], order: Order) -> list[Sequence[Ring]]:
    """Everybody's phones side by side, or all of them one after the other."""
    if order == "parallel":
        return list(rings)
    return [[ring for chain in rings for ring in chain]]


def _contact_behaviour(row: OutgoingCall, people: People) -> Behaviour:
    usual = people.behaviour_of_contact(row.contact)
    if row.answers is UNSET:
        return usual
    if isinstance(row.answers, ContactAnswers):
        return Behaviour(does="answers", after_s=row.answers.after_s, talks_s=usual.talks_s)
    return _SILENT
