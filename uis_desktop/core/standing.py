"""Where a call stands, seen from one desk: read off the facts, nothing stored.

Since the facts do not depend on the order of arrival, neither does the standing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core.cards import CardState
from uis_desktop.core.events import Direction, Kind
from uis_desktop.core.facts import SOMEBODY, CallFacts, Leg
from uis_desktop.core.history import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a call means for one employee.

    Attributes:
        since: the running seconds count from here, by our clock.
        taken_by: the colleague who talks or talked, if his name is known.
        concerns_me: my phone rang, I talked, or I dialled.
    """

    state: CardState
    direction: Direction
    outcome: Outcome
    since: datetime
    concerns_me: bool
    taken_by: str | None = None
    others_ringing: tuple[str, ...] = ()
    answered_after_s: int | None = None
    talk_s: int | None = None


def standing(facts: CallFacts, *, ours: bool) -> Standing:
    """Read the facts; ``ours`` means this desk started the call by a click."""
    legs = _assigned(facts, ours=ours)
    mine = legs.get(facts.me.id, Leg())
    direction = _direction(facts, ours=ours)
    if facts.finished:
        state, outcome = _ended(facts, legs, mine, direction, ours=ours)
    else:
        state, outcome = _going_on(facts, legs, mine, direction), Outcome.GOING_ON
    return Standing(
        state=state,
        direction=direction,
        outcome=outcome,
        since=_since(facts, legs, mine, state),
        concerns_me=ours or mine.rung or mine.talked,
        taken_by=_taken_by(facts, legs),
        others_ringing=_others(facts, legs) if state.ringing else (),
        answered_after_s=_answered_after(facts, legs),
        talk_s=facts.talk_s,
    )


def _direction(facts: CallFacts, *, ours: bool) -> Direction:
    """Out if we know that we dialled; UIS's own word may be a mere default.

    ``direction`` of ``start.*`` is ``in`` unless somebody asked otherwise (Call
    API), so a click of ours stays outgoing whatever the notifications say.
    """
    if ours or Kind.OUTGOING in facts.kinds:
        return Direction.OUT
    return facts.said_direction or Direction.IN


def _assigned(facts: CallFacts, *, ours: bool) -> dict[str, Leg]:
    """The legs, with a talk nobody was named for given to the one it must be.

    By its leg id; else the only one whose phone rang; else, for a call of ours, me.
    """
    somebody = facts.legs.get(SOMEBODY)
    if somebody is None:
        return facts.legs
    owners = {facts.leg_owner[leg] for leg in facts.talk_legs if leg in facts.leg_owner}
    rung = {employee for employee, leg in facts.legs.items() if leg.rung}
    candidates = owners or rung or ({facts.me.id} if ours else set())
    if len(candidates) != 1:
        return facts.legs
    (owner,) = candidates
    known = facts.legs.get(owner, Leg())
    if known.talked:
        return facts.legs
    merged = Leg(
        name=known.name or somebody.name,
        rung=known.rung,
        rang_at=known.rang_at,
        rang_heard=known.rang_heard,
        talk_started_at=somebody.talk_started_at,
        talk_heard=somebody.talk_heard,
        talk_ended_at=somebody.talk_ended_at,
    )
    rest = {employee: leg for employee, leg in facts.legs.items() if employee != SOMEBODY}
    return {**rest, owner: merged}


def _going_on(facts: CallFacts, legs: dict[str, Leg], mine: Leg, direction: Direction) -> CardState:
    others = [leg for employee, leg in legs.items() if employee != facts.me.id]
    if mine.talking:
        return CardState.TALKING
    if mine.talked:
        return CardState.ENDED
    if any(leg.talked for leg in others):
        return CardState.TAKEN
    if direction is Direction.OUT:
        return _dialling(facts, mine)
    if mine.rung:
        return CardState.RINGING_ME
    if any(leg.rung for leg in others):
        return CardState.RINGING_COLLEAGUE
    return CardState.RINGING_LINE


def _dialling(facts: CallFacts, mine: Leg) -> CardState:
    """An outgoing call before anybody talks: is it my phone that rings, or his?"""
    contact_rings = max(filter(None, (facts.outgoing_at, facts.contact_leg_at)), default=None)
    if mine.rang_at is not None and (contact_rings is None or mine.rang_at > contact_rings):
        return CardState.CALLING_MY_PHONE
    return CardState.DIALLING


def _ended(
    facts: CallFacts, legs: dict[str, Leg], mine: Leg, direction: Direction, *, ours: bool
) -> tuple[CardState, Outcome]:
    others = any(leg.talked for employee, leg in legs.items() if employee != facts.me.id)
    if mine.talked:
        return CardState.ENDED, Outcome.TALKED
    if others:
        return CardState.TAKEN, Outcome.TAKEN_BY_COLLEAGUE
    if _talked_by_durations(facts):
        if facts.last_employee == facts.me.id or (ours and facts.last_employee is None):
            return CardState.ENDED, Outcome.TALKED
        return CardState.TAKEN, Outcome.TAKEN_BY_COLLEAGUE
    if direction is Direction.OUT:
        return CardState.NOT_ANSWERED, Outcome.NOT_ANSWERED
    if _lost(facts, legs):
        return CardState.LOST, Outcome.LOST
    return CardState.ENDED, Outcome.NOT_ANSWERED


def _talked_by_durations(facts: CallFacts) -> bool:
    """The closing event tells of a talk whose own events never came."""
    if facts.talk_s is not None:
        return facts.talk_s > 0
    if facts.total_s is not None and facts.wait_s is not None:
        return facts.total_s > facts.wait_s
    return bool(facts.record_links)


def _lost(facts: CallFacts, legs: dict[str, Leg]) -> bool:
    """UIS says so; or phones rang, nobody talked, and UIS does not deny it.

    A test ring is nobody's call.  A call that no phone rang for and no lost notification
    came for ended in a voice menu: nobody missed it.
    """
    if facts.test:
        return False
    if Kind.LOST in facts.kinds:
        return True
    if facts.is_lost is not None:
        return facts.is_lost
    return any(leg.rung for leg in legs.values())


def _since(facts: CallFacts, legs: dict[str, Leg], mine: Leg, state: CardState) -> datetime:
    if state is CardState.TALKING and mine.talk_heard is not None:
        return mine.talk_heard
    if state is CardState.TAKEN:
        heard = [leg.talk_heard for leg in legs.values() if leg.talk_heard is not None]
        return max(heard, default=facts.first_heard)
    if facts.ended_heard is not None:
        return facts.ended_heard
    return facts.first_heard


def _taken_by(facts: CallFacts, legs: dict[str, Leg]) -> str | None:
    """The colleague who talked last."""
    talked = [
        (leg.talk_started_at or leg.talk_ended_at, leg.name or "")
        for employee, leg in legs.items()
        if employee != facts.me.id and leg.talked
    ]
    if talked:
        return max((at, name) for at, name in talked if at is not None)[1] or None
    if facts.last_employee is not None and facts.last_employee != facts.me.id:
        return facts.legs[facts.last_employee].name
    return None


def _others(facts: CallFacts, legs: dict[str, Leg]) -> tuple[str, ...]:
    return tuple(
        sorted(
            leg.name or employee
            for employee, leg in legs.items()
            if employee not in {facts.me.id, SOMEBODY} and leg.rung
        )
    )


def _answered_after(facts: CallFacts, legs: dict[str, Leg]) -> int | None:
    started = [leg.talk_started_at for leg in legs.values() if leg.talk_started_at is not None]
    if not started:
        return facts.wait_s if _talked_by_durations(facts) else None
    return max(0, round((min(started) - facts.first_at).total_seconds()))
