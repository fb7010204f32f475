"""One call session: its legs, its mailbox and its timers; no rules of its own.

Whatever happens to a call arrives in its mailbox: timers drop their happening
there when they run out, and so do people who hang up or pick up by hand.
``life.py`` reads it and decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from uis_desktop.simulator.clock import Clock, Timer
from uis_desktop.simulator.happenings import Due, HangUp, Happening
from uis_desktop.simulator.scenario import Employee, EmployeePhone, Tag, VirtualNumber

LegState = Literal["ringing", "talking", "done"]
#: Beside an employee and the contact: an operator who is no employee, and a trainer who
#: listens in.
LegRole = Literal["employee", "contact", "operator", "coach"]
#: ``held``: the contact hears a message; ``awaiting_input``: and the phone's keys are
#: read; ``consulting``: a colleague is rung meanwhile; ``operators_talk``: he has
#: answered; ``transferring``: he is rung, and nobody else is on the line.
CallState = Literal[
    "starting",
    "ringing",
    "dialling",
    "talking",
    "held",
    "awaiting_input",
    "consulting",
    "operators_talk",
    "transferring",
    "ended",
]
DirectionWord = Literal["in", "out"]
#: How far apart the ids of sessions and communications are.
COMMUNICATIONS_FROM = 1_000_000_000


class HungUp(Exception):
    """The call is over; ends the coroutine that lives it."""


@dataclass(slots=True, eq=False)
class Leg:
    """One phone connection; ``employee`` is None if it is none of an employee's.

    Attributes:
        connected_at: when it was answered.
        finish_reason: UIS's word ("Data API", ``get.call_legs_report``).
    """

    id: int
    employee: Employee | None
    phone: EmployeePhone | None
    started_at: datetime
    role: LegRole = "employee"
    state: LegState = "ringing"
    rang: bool = True
    connected_at: datetime | None = None
    talk_started_at: datetime | None = None
    ended_at: datetime | None = None
    finish_reason: str | None = None

    def connect(self, now: datetime) -> None:
        """Somebody is on the line."""
        self.state = "talking"
        self.connected_at = self.connected_at or now

    def end(self, now: datetime, finish_reason: str) -> None:
        """Nobody is any more; the first reason counts."""
        self.state = "done"
        self.ended_at = self.ended_at or now
        self.finish_reason = self.finish_reason or finish_reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a call came about; does not change."""

    direction: DirectionWord
    call_source: str
    line: VirtualNumber
    contact_phone_number: str | None
    external_id: str | None = None
    communication_number: int = 1
    runs_scenario: bool = False

    @property
    def scenario_name(self) -> str | None:
        """Calls from outside run a scenario, and those that ask for one."""
        return self.line.scenario_name if self.runs_scenario else None


@dataclass(slots=True, eq=False)
class Call:
    """A call session while it lives, and what is remembered of it afterwards."""

    id: int
    origin: Origin
    clock: Clock
    started_at: datetime
    state: CallState = "starting"
    legs: list[Leg] = field(default_factory=list)
    first_talk_at: datetime | None = None
    ended_at: datetime | None = None
    last_employee: Employee | None = None
    transferred: bool = False
    robot_answered: bool = False
    hung_up_by: str | None = None
    tags: list[Tag] = field(default_factory=list)
    dtmf: str = ""
    recording: bool = False
    recorded: bool = False
    blocked: bool = False
    _mailbox: asyncio.Queue[Happening] = field(default_factory=asyncio.Queue)
    _timers: list[Timer] = field(default_factory=list)

    @property
    def communication_id(self) -> int:
        """The id of tags and records; never the session's, for clients confuse the two."""
        return self.id + COMMUNICATIONS_FROM

    async def next(self) -> Happening:
        """The next thing that happens.

        Raises:
            HungUp: somebody hung up.
        """
        happening = await self._mailbox.get()
        if isinstance(happening, HangUp):
            self.hung_up_by = happening.by
            raise HungUp
        return happening

    def post(self, happening: Happening) -> None:
        """It happens now."""
        self._mailbox.put_nowait(happening)

    def after(self, delay_s: float, happening: Happening) -> Timer:
        """It will happen, unless :meth:`forget_timers` comes first."""
        timer = self.clock.call_later(delay_s, lambda: self.post(happening))
        self._timers.append(timer)
        return timer

    def forget_timers(self) -> None:
        """Nothing that was going to happen by itself will."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    async def pause(self, delay_s: float) -> None:
        """Wait; nobody can answer meanwhile.

        Raises:
            HungUp: somebody hung up meanwhile.
        """
        done = Due(object())
        self.after(delay_s, done)
        while await self.next() != done:
            pass

    @property
    def contact_leg(self) -> Leg | None:
        """The outside party's connection, if there is one already."""
        return next((leg for leg in self.legs if leg.role == "contact"), None)

    @property
    def talking_leg(self) -> Leg | None:
        """The leg of the employee who talks with the contact."""
        connected = (leg for leg in self.legs if leg.talk_started_at and leg.state == "talking")
        return next(connected, None)

    def leg(self, leg_id: int) -> Leg | None:
        """The connection with that id, if it is not over."""
        return next((leg for leg in self.legs if leg.id == leg_id and leg.state != "done"), None)

    @property
    def ringing_legs(self) -> Sequence[Leg]:
        """The legs somebody could answer now."""
        return [leg for leg in self.legs if leg.state == "ringing" and leg.rang]

    @property
    def lost(self) -> bool:
        """Inbound, and nobody talked; whom nobody wants to hear is not lost."""
        answered = self.first_talk_at is not None or self.robot_answered
        return self.origin.direction == "in" and not answered and not self.blocked

    @property
    def talk_s(self) -> int:
        """Whole seconds from the first talk to the end; 0 without a talk."""
        if self.first_talk_at is None:
            return 0
        return whole_seconds(self.first_talk_at, self.ended_at or self.clock.now())

    @property
    def wait_s(self) -> int:
        """Whole seconds before the first talk, or all of them."""
        return whole_seconds(
            self.started_at, self.first_talk_at or self.ended_at or self.clock.now()
        )


def whole_seconds(start: datetime, end: datetime) -> int:
    """How long it took, never negative."""
    return max(0, round((end - start).total_seconds()))
