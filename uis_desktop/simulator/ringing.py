"""Ringing: several phones side by side or in turn, until somebody answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Protocol

from uis_desktop.simulator.calls import Call, Leg, LegRole
from uis_desktop.simulator.happenings import NotAnswered, PickedUp, Ring
from uis_desktop.simulator.scenario import Behaviour, Employee, EmployeePhone, KindWord
from uis_desktop.simulator.variables import of_leg

#: A busy contact is heard of this long after dialling.
BUSY_TONE_S = 0.3


#: Rings that come one after the other; several chains ring side by side.
Chain = deque[Ring]


class Exchange(Protocol):
    """The switchboard, as one call sees it."""

    def open_leg(
        self,
        call: Call,
        role: LegRole,
        employee: Employee | None = None,
        phone: EmployeePhone | None = None,
    ) -> Leg | None:
        """A new connection that rings; None if all channels of the phone are in use."""
        ...

    def tell(self, kind: KindWord, call: Call, values: Mapping[str, object]) -> None:
        """Send the notifications about it."""
        ...


class Ringing:
    """Rings the phones of one call."""

    def __init__(self, call: Call, exchange: Exchange) -> None:
        self._call = call
        self._exchange = exchange

    async def first_to_answer(self, chains: Iterable[Chain], timeout_s: float | None) -> Leg | None:
        """Ring all chains side by side: the leg that was answered, or None."""
        ringing: dict[int, Chain] = {}
        for chain in chains:
            self._ring_next(chain, ringing, timeout_s)
        while ringing:
            match await self._call.next():
                case PickedUp(leg_id) if leg_id in ringing:
                    for other in ringing.keys() - {leg_id}:
                        self._end(other, "another_operator_answer")
                    self._leg(leg_id).connect(self._call.clock.now())
                    return self._leg(leg_id)
                case NotAnswered(leg_id, declined) if leg_id in ringing:
                    chain = ringing.pop(leg_id)
                    self._end(leg_id, "operator_busy" if declined else "operator_not_responsible")
                    if declined:
                        self.spare(self._leg(leg_id).employee, chain)
                    self._ring_next(chain, ringing, timeout_s)
                case _:
                    continue
        return None

    def spare(self, employee: Employee | None, chain: Chain) -> None:
        """Who has declined on one phone is not rung on the next."""
        while chain and chain[0].employee is employee:
            chain.popleft()

    def _ring_next(self, chain: Chain, ringing: dict[int, Chain], timeout_s: float | None) -> None:
        leg = self.ring(chain, timeout_s)
        if leg is not None:
            self._call.state = "ringing"
            self._call.last_employee = leg.employee
            ringing[leg.id] = chain

    def ring(
        self, chain: Chain, timeout_s: float | None = None, *, role: LegRole | None = None
    ) -> Leg | None:
        """Ring the next phone of the chain that can ring; None: there is none left.

        UIS names an employee with every phone that rings; a number that is nobody's
        rings without a word.
        """
        while chain:
            ring = chain.popleft()
            if ring.behaviour.does == "busy":
                continue
            own_role: LegRole = "operator" if ring.employee is None else "employee"
            leg = self._exchange.open_leg(self._call, role or own_role, ring.employee, ring.phone)
            if leg is None:
                continue
            if leg.employee is not None:
                self._exchange.tell("waiting", self._call, of_leg(leg))
            self._will_react(leg, ring.behaviour, timeout_s or ring.phone.dial_time_s)
            return leg
        return None

    def _will_react(self, leg: Leg, behaviour: Behaviour, timeout_s: float) -> None:
        if behaviour.does == "answers":
            self._call.after(behaviour.after_s, PickedUp(leg.id))
        if behaviour.does == "declines":
            self._call.after(behaviour.after_s, NotAnswered(leg.id, declined=True))
        self._call.after(timeout_s, NotAnswered(leg.id))

    async def contact_answers(self, behaviour: Behaviour, timeout_s: float) -> bool:
        """Dial the contact: whether he answers."""
        call = self._call
        call.state = "dialling"
        leg = self._exchange.open_leg(call, "contact")
        if leg is None or behaviour.does == "busy":
            await call.pause(BUSY_TONE_S)
            if leg is not None:
                self._end(leg.id, "subscriber_busy")
            return False
        self._will_react(leg, behaviour, timeout_s)
        while True:
            match await call.next():
                case PickedUp(leg_id) if leg_id == leg.id:
                    leg.connect(call.clock.now())
                    return True
                case NotAnswered(leg_id, declined) if leg_id == leg.id:
                    self._end(
                        leg_id, "subscriber_busy" if declined else "subscriber_not_responsible"
                    )
                    return False
                case _:
                    continue

    def _end(self, leg_id: int, finish_reason: str) -> None:
        self._leg(leg_id).end(self._call.clock.now(), finish_reason)

    def _leg(self, leg_id: int) -> Leg:
        return next(leg for leg in self._call.legs if leg.id == leg_id)
