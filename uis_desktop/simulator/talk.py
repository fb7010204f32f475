"""A talk: from the moment contact and employee are connected until somebody hangs up.

What may be asked for in which state is decided in ``moves.py``, at once; what
then happens to the phones is decided here, in the order it was asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET, UnsetType

from uis_desktop.simulator.calls import Call, HungUp, Leg, whole_seconds
from uis_desktop.simulator.clock import Timer
from uis_desktop.simulator.coaching import Coaching
from uis_desktop.simulator.happenings import (
    Coach,
    Consult,
    Due,
    HandOver,
    HangUp,
    Happening,
    Left,
    NotAnswered,
    PickedUp,
    Ring,
    TakeBack,
)
from uis_desktop.simulator.people import People
from uis_desktop.simulator.phones import rings_of
from uis_desktop.simulator.ringing import Chain, Exchange, Ringing
from uis_desktop.simulator.scenario import Behaviour, Party, Transfer
from uis_desktop.simulator.variables import of_talk

_TRANSFER = Due("transfer")
_DIALLING = ("consulting", "transferring")


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPlan:
    """How a talk ends; what is not said is left to the behaviours."""

    talk_s: float | UnsetType = UNSET
    hangs_up: Party = "contact"
    transfer: Transfer | UnsetType = UNSET


class Talk:
    """The talk of one call, with whoever is called in beside."""

    def __init__(self, call: Call, people: People, exchange: Exchange, ringing: Ringing) -> None:
        self._call = call
        self._people = people
        self._exchange = exchange
        self._ringing = ringing
        self._coaching = Coaching(call, ringing)
        self._talker: Leg | None = None
        self._second: Leg | None = None
        self._still_to_ring: Chain = deque()
        self._endings: list[Timer] = []
        self._scripted: Transfer | None = None

    async def go_on(self, leg: Leg, plan: TalkPlan) -> None:
        """Contact and ``leg`` talk; ends by ``HungUp`` only."""
        call = self._call
        call.forget_timers()
        self._begin(leg, plan.talk_s, plan.hangs_up)
        if plan.transfer is not UNSET:
            call.after(plan.transfer.after_s, _TRANSFER)
        while True:
            happening = await call.next()
            if happening == _TRANSFER and plan.transfer is not UNSET:
                self._begin_scripted(plan.transfer)
            else:
                self._take(happening)

    def _take(self, happening: Happening) -> None:
        match happening:
            case Consult(rings):
                self._consult(rings)
            case HandOver():
                self._hand_over()
            case TakeBack():
                self._scripted = None
                self._end_second("operator_disconnects")
            case Coach(rings):
                self._coaching.begin(rings)
            case PickedUp(leg_id) | NotAnswered(leg_id) | Left(leg_id):
                if self._second is not None and leg_id == self._second.id:
                    self._of_second(self._second, happening)
                else:
                    self._coaching.take(leg_id, happening)
            case _:
                pass

    def _consult(self, rings: Sequence[Ring]) -> None:
        self._still_to_ring = deque(rings)
        self._ring_second()

    def _ring_second(self) -> None:
        """Ring the colleague's next phone; nobody left: back to the contact who waits."""
        call = self._call
        self._second = self._ringing.ring(self._still_to_ring)
        if self._second is not None:
            return
        if call.state == "transferring":
            # Nobody is on the line but the contact.
            raise HungUp
        if call.state == "consulting":
            # Else somebody has returned to the contact meanwhile.
            call.state = "held" if self._scripted is None else "talking"
        self._scripted = None

    def _of_second(self, second: Leg, happening: Happening) -> None:
        call = self._call
        if isinstance(happening, PickedUp):
            second.connect(call.clock.now())
            if self._scripted is not None or call.state == "transferring":
                self._complete(second)
            elif call.state == "consulting":
                call.state = "operators_talk"
            return
        declined = isinstance(happening, NotAnswered) and happening.declined
        was_dialled = second.connected_at is None and call.state in _DIALLING
        self._end_second("operator_busy" if declined else "operator_not_responsible")
        if declined:
            self._ringing.spare(second.employee, self._still_to_ring)
        if was_dialled:
            self._ring_second()
        elif call.state == "operators_talk":
            call.state = "held"

    def _end_second(self, finish_reason: str) -> None:
        if self._second is not None:
            self._second.end(self._call.clock.now(), finish_reason)
        self._second = None

    def _hand_over(self) -> None:
        """The employee goes; the contact waits for the colleague, or has him at once."""
        if self._second is None:
            return
        if self._second.connected_at is not None:
            self._complete(self._second)
        else:
            self._let_go()

    def _let_go(self) -> None:
        """The employee who has talked so far is out."""
        self._forget_endings()
        if self._talker is not None and self._talker.state != "done":
            self.end(self._talker, "transfer_disconnects")

    def _complete(self, second: Leg) -> None:
        self._let_go()
        self._second = None
        scripted, self._scripted = self._scripted, None
        self._call.transferred = True
        self._begin(second, UNSET if scripted is None else scripted.talk_s, "contact")

    def _begin_scripted(self, transfer: Transfer) -> None:
        """The transfer the scenario has written down, if the employee is free to make it."""
        colleague = self._people.employee(transfer.to)
        if colleague is None or self._call.state != "talking":
            return
        behaviour = None
        if transfer.answers_after_s is not UNSET:
            usual = self._people.behaviour_of_employee(colleague.id)
            behaviour = Behaviour(
                does="answers", after_s=transfer.answers_after_s, talks_s=usual.talks_s
            )
        self._scripted = transfer
        self._call.state = "consulting"
        self._consult(rings_of(self._people, colleague, behaviour))

    def _begin(self, leg: Leg, talk_s: float | UnsetType, hangs_up: Party) -> None:
        call = self._call
        self._forget_endings()
        now = call.clock.now()
        call.state = "talking"
        if call.first_talk_at is None:
            call.first_talk_at = now
            call.recording = _recorded_anyway(call, leg)
        call.recorded = call.recorded or call.recording
        call.last_employee = leg.employee
        self._talker = leg
        leg.connect(now)
        leg.talk_started_at = now
        if (contact_leg := call.contact_leg) is not None:
            contact_leg.connect(now)
        self._exchange.tell("talk_started", call, of_talk(call, leg))
        self._set_endings(leg, talk_s, hangs_up)

    def _set_endings(self, leg: Leg, talk_s: float | UnsetType, hangs_up: Party) -> None:
        if talk_s is not UNSET:
            self._will_hang_up(talk_s, hangs_up)
            return
        contact = self._people.behaviour_of_contact(self._call.origin.contact_phone_number)
        self._will_hang_up(contact.talks_s, "contact")
        if leg.employee is not None:
            employee = self._people.behaviour_of_employee(leg.employee.id)
            self._will_hang_up(employee.talks_s, "employee")

    def _will_hang_up(self, after_s: float | None, who: Party) -> None:
        if after_s is not None:
            self._endings.append(self._call.after(after_s, HangUp(who)))

    def _forget_endings(self) -> None:
        for timer in self._endings:
            timer.cancel()
        self._endings.clear()

    def end(self, leg: Leg, finish_reason: str) -> None:
        """This employee's talk is over, and everybody hears so."""
        now = self._call.clock.now()
        leg.end(now, finish_reason)
        talk_s = whole_seconds(leg.talk_started_at or now, now)
        values = {**of_talk(self._call, leg), "talk_time_duration": talk_s}
        self._exchange.tell("talk_ended", self._call, values)


def _recorded_anyway(call: Call, leg: Leg) -> bool:
    setting = "all" if leg.employee is None else leg.employee.call_recording
    return setting in ("all", call.origin.direction)
