"""The life of a call: who is rung, who answers, who talks, how it ends.

UIS documents the eight events but not their sequence; the sequences here are
the ones public integrations report.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET, UnsetType

from uis_desktop.simulator.calls import (
    Call,
    DirectionWord,
    Due,
    HangUp,
    Leg,
    whole_seconds,
)
from uis_desktop.simulator.finish_reasons import by_whom
from uis_desktop.simulator.people import People, active_phones
from uis_desktop.simulator.ringing import Chain, Exchange, Ring, Ringing
from uis_desktop.simulator.scenario import (
    Behaviour,
    ContactAnswers,
    Employee,
    EmployeeAnswers,
    EmployeePhone,
    InboundCall,
    Order,
    OutgoingCall,
    Party,
    Transfer,
)
from uis_desktop.simulator.variables import of_end, of_leg, of_lost, of_talk

#: A contact who is silent is given up after this long.
CONTACT_RING_S = 60.0
#: Between the answer of ``start.*`` and the first phone that rings.
SETUP_S = 0.2
#: How long the robot talks when nobody says otherwise.
ROBOT_TALK_S = 5.0

_SILENT = Behaviour(does="silent")
_TRANSFER = Due("transfer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A call asked for through ``start.employee_call``."""

    employee: Employee
    phones: Sequence[EmployeePhone]
    first_call: Literal["employee", "contact"]
    direction: DirectionWord


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPlan:
    """How a talk ends; what is not said is left to the behaviours."""

    talk_s: float | UnsetType = UNSET
    hangs_up: Party = "contact"
    transfer: Transfer | UnsetType = UNSET


class Life:
    """Lives one call; the coroutines end by returning or by ``HungUp``."""

    def __init__(self, call: Call, people: People, exchange: Exchange) -> None:
        self._call = call
        self._people = people
        self._exchange = exchange
        self._ringing = Ringing(call, exchange)

    async def inbound(
        self,
        row: InboundCall,
        routed: Callable[[Call], Awaitable[Sequence[Employee] | None]],
    ) -> None:
        """A contact calls a line; ``routed`` may know better who should be rung."""
        call = self._call
        contact_leg = self._exchange.open_leg(call, None, None)
        if contact_leg is not None:
            contact_leg.rang = False
        wanted = await routed(call)
        self._exchange.tell("incoming", call, {})
        if row.gives_up_after_s is not UNSET:
            call.after(row.gives_up_after_s, HangUp("contact"))
        await call.pause(row.greeting_s)
        employees = self._group(row) if wanted is None else wanted
        if not employees:
            call.robot_answered = True
            await call.pause(ROBOT_TALK_S if row.talk_s is UNSET else row.talk_s)
            return
        order = call.origin.line.order if row.order is UNSET else row.order
        chains = self._chains(employees, order, row.answers)
        timeout_s = None if row.ring_timeout_s is UNSET else row.ring_timeout_s
        answered = await self._ringing.first_to_answer(chains, timeout_s)
        if answered is not None:
            plan = TalkPlan(talk_s=row.talk_s, hangs_up=row.hangs_up, transfer=row.transfer)
            await self._talk(answered, plan)

    async def outgoing(self, row: OutgoingCall) -> None:
        """An employee dials from the SIP phone."""
        employee = self._people.employee(row.employee)
        if employee is None:
            raise RuntimeError("rows are checked before they are played")
        self._call.last_employee = employee
        phones = active_phones(employee)
        leg = self._exchange.open_leg(self._call, employee, phones[0] if phones else None)
        if leg is None:
            return
        leg.rang = False
        leg.connect(self._call.clock.now())
        timeout_s = CONTACT_RING_S if row.ring_timeout_s is UNSET else row.ring_timeout_s
        self._exchange.tell("outgoing", self._call, of_leg(leg))
        if await self._ringing.contact_answers(_contact_behaviour(row, self._people), timeout_s):
            await self._talk(leg, TalkPlan(talk_s=row.talk_s, hangs_up=row.hangs_up))

    async def click_to_call(self, click: Click) -> None:
        """First one party is rung, then the other is dialled."""
        self._call.last_employee = click.employee
        await self._call.pause(SETUP_S)
        behaviour = self._people.behaviour_of_employee(click.employee.id)
        phones = deque(Ring(click.employee, phone, behaviour) for phone in click.phones)
        contact = self._people.behaviour_of_contact(self._call.origin.contact_phone_number)
        leg: Leg | None
        if click.first_call == "employee":
            leg = await self._ringing.first_to_answer([phones], None)
            if leg is None:
                return
            self._tell_outgoing(click, leg)
            if not await self._ringing.contact_answers(contact, CONTACT_RING_S):
                return
        else:
            self._tell_outgoing(click, None)
            if not await self._ringing.contact_answers(contact, CONTACT_RING_S):
                return
            leg = await self._ringing.first_to_answer([phones], None)
            if leg is None:
                return
        await self._talk(leg, TalkPlan())

    def finish(self) -> None:
        """Whatever stage it was in: the call is over, and everybody hears so."""
        call = self._call
        hung_up = by_whom(call)
        if (talking := call.talking_leg) is not None:
            self._end_talk(talking, hung_up)
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
        found = (self._people.employee(employee_id) for employee_id in ids)
        return [employee for employee in found if employee is not None]

    def _chains(
        self,
        employees: Iterable[Employee],
        order: Order,
        answers: EmployeeAnswers | UnsetType | None,
    ) -> list[Chain]:
        chains: list[Chain] = [
            deque(
                Ring(employee, phone, self._mood(employee, answers))
                for phone in active_phones(employee)
            )
            for employee in employees
        ]
        if order == "parallel":
            return chains
        return [deque(ring for chain in chains for ring in chain)]

    def _mood(self, employee: Employee, answers: EmployeeAnswers | UnsetType | None) -> Behaviour:
        usual = self._people.behaviour_of_employee(employee.id)
        if answers is UNSET:
            return usual
        if answers is None or answers.employee != employee.id:
            return _SILENT
        return Behaviour(does="answers", after_s=answers.after_s, talks_s=usual.talks_s)

    async def _talk(self, leg: Leg, plan: TalkPlan) -> None:
        """Contact and employee talk until somebody hangs up; ends by ``HungUp`` only."""
        self._begin_talk(leg, plan.talk_s, plan.hangs_up)
        if plan.transfer is not UNSET:
            self._call.after(plan.transfer.after_s, _TRANSFER)
        while True:
            if await self._call.next() == _TRANSFER and plan.transfer is not UNSET:
                leg = await self._hand_over(leg, plan.transfer)

    async def _hand_over(self, leg: Leg, transfer: Transfer) -> Leg:
        """The leg of whoever talks afterwards: nobody answers, nothing changes."""
        colleague = self._people.employee(transfer.to)
        if colleague is None:
            raise RuntimeError("rows are checked before they are played")
        after_s = transfer.answers_after_s
        answers: EmployeeAnswers | UnsetType = UNSET
        if after_s is not UNSET:
            answers = EmployeeAnswers(employee=colleague.id, after_s=after_s)
        second = await self._ringing.first_to_answer(
            self._chains([colleague], "sequential", answers), None
        )
        if second is None:
            return leg
        self._end_talk(leg, "transfer_disconnects")
        self._call.transferred = True
        self._begin_talk(second, transfer.talk_s, "contact")
        return second

    def _begin_talk(self, leg: Leg, talk_s: float | UnsetType, hangs_up: Party) -> None:
        call = self._call
        call.forget_timers()
        now = call.clock.now()
        call.state = "talking"
        call.first_talk_at = call.first_talk_at or now
        call.last_employee = leg.employee
        leg.connect(now)
        leg.talk_started_at = now
        if (contact_leg := call.contact_leg) is not None:
            contact_leg.connect(now)
        self._exchange.tell("talk_started", call, of_talk(call, leg))
        if talk_s is not UNSET:
            call.after(talk_s, HangUp(hangs_up))
            return
        contact = self._people.behaviour_of_contact(call.origin.contact_phone_number)
        if contact.talks_s is not None:
            call.after(contact.talks_s, HangUp("contact"))
        if leg.employee is not None:
            employee = self._people.behaviour_of_employee(leg.employee.id)
            if employee.talks_s is not None:
                call.after(employee.talks_s, HangUp("employee"))

    def _end_talk(self, leg: Leg, finish_reason: str) -> None:
        now = self._call.clock.now()
        leg.end(now, finish_reason)
        talk_s = whole_seconds(leg.talk_started_at or now, now)
        values = {**of_talk(self._call, leg), "talk_time_duration": talk_s}
        self._exchange.tell("talk_ended", self._call, values)

    def _tell_outgoing(self, click: Click, leg: Leg | None) -> None:
        """Nobody published whether event 5 comes for calls labelled ``in``: it does not here."""
        if click.direction == "out":
            phone = click.phones[0] if click.phones else None
            about = leg or Leg(0, click.employee, phone, self._call.clock.now())
            self._exchange.tell("outgoing", self._call, of_leg(about))


def _contact_behaviour(row: OutgoingCall, people: People) -> Behaviour:
    usual = people.behaviour_of_contact(row.contact)
    if row.answers is UNSET:
        return usual
    if isinstance(row.answers, ContactAnswers):
        return Behaviour(does="answers", after_s=row.answers.after_s, talks_s=usual.talks_s)
    return _SILENT
