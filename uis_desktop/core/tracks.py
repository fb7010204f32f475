"""One call or one click, as the book keeps track of it, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from uis_desktop.core.abilities import Ability
from uis_desktop.core.call_control import offered
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import Moment
from uis_desktop.core.events import Direction, Kind
from uis_desktop.core.facts import CallFacts
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.parameters import ShownParameter, told
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number, Phone
from uis_desktop.core.standing import Standing, standing

_CAN_END = frozenset({CardState.CALLING_MY_PHONE, CardState.DIALLING, CardState.TALKING})


@dataclass(slots=True)
class Dial:
    """A click of ours on its way to becoming a call.

    Attributes:
        call_session_id: what UIS named the call when it accepted the click.
    """

    external_id: str
    phone: Phone
    line: Number
    started: datetime
    state: CardState = CardState.REQUESTING
    problem: str | None = None
    detail: str | None = None
    call_session_id: str | None = None


@dataclass(slots=True)
class Track:
    """One call session or one click, and what was last said of it.

    Attributes:
        chosen: the additional parameters worth showing.
        my_id: the id of the employee at this desk.
        past: what the history knows of the contact.
        moments: those of its card that rules for the CRM have been told of.
        explained: somebody was told why there is no card for it, or it is known from before.
        lost: what the account cannot do.
    """

    key: str
    last_news: datetime
    facts: CallFacts | None = None
    dial: Dial | None = None
    contact: Contact | None = None
    my_id: str = ""
    chosen: tuple[ShownParameter, ...] = ()
    past: Past | None = None
    silent: bool = False
    card: CardView | None = None
    row: HistoryRow | None = None
    moments: set[Moment] = field(default_factory=set)
    explained: bool = False
    lost: frozenset[Ability] = frozenset()

    def view(self) -> CardView:
        """What its card says."""
        if self.facts is not None:
            return _call_view(self, self.facts)
        return _dial_view(self, self._clicked)

    def told_row(self) -> HistoryRow | None:
        """What the history says of it; None for what disturbs nobody."""
        if self.facts is None:
            return _dial_row(self, self._clicked)
        if self.facts.kinds <= {Kind.OTHER}:
            return None
        return _call_row(self, self.facts)

    @property
    def call_session_id(self) -> str | None:
        """What UIS calls it, once it has told."""
        if self.facts is not None:
            return self.facts.call_session_id
        return None if self.dial is None else self.dial.call_session_id

    @property
    def contact_name(self) -> str | None:
        """The name in the contact list, for a caller UIS did not name."""
        return None if self.contact is None else self.contact.full_name

    @property
    def company(self) -> str | None:
        """His company by the contact list."""
        return None if self.contact is None else self.contact.company

    @property
    def responsible(self) -> str | None:
        """Who is responsible for him, by name."""
        return None if self.contact is None else self.contact.employee_name

    @property
    def mine(self) -> bool:
        """I am responsible for him."""
        return self.contact is not None and self.contact.employee_id == self.my_id

    @property
    def _clicked(self) -> Dial:
        if self.dial is None:
            raise AssertionError("a track is a call or a click")
        return self.dial

    @property
    def finished(self) -> bool:
        """Nothing more can happen but a record, a name or a repeat."""
        if self.facts is not None:
            return self.facts.finished
        return self.dial is not None and self.dial.state is CardState.REFUSED


def _call_view(track: Track, facts: CallFacts) -> CardView:
    """What the card of a call says."""
    dial = track.dial
    now = standing(facts, ours=dial is not None)
    state = CardState.SILENT if track.silent else now.state
    nth = facts.told("communication_number")
    return CardView(
        key=track.key,
        state=state,
        direction=now.direction,
        since=_since(now, dial),
        call_session_id=facts.call_session_id,
        contact_phone_number=_number(track, facts),
        contact_full_name=facts.text("contact_full_name") or track.contact_name,
        company=track.company,
        responsible=track.responsible,
        mine=track.mine,
        virtual_phone_number=facts.virtual_phone_number,
        scenario_name=facts.text("scenario_name"),
        others_ringing=now.others_ringing,
        taken_by=now.taken_by,
        answered_after_s=now.answered_after_s,
        talk_s=now.talk_s,
        wait_s=facts.wait_s,
        recorded=bool(facts.record_links),
        nth_call=nth if isinstance(nth, int) else None,
        can_end=state in _CAN_END and Ability.END not in track.lost,
        can_call=Ability.CALL not in track.lost,
        can_transfer=state is CardState.TALKING and Ability.TRANSFER not in track.lost,
        controls=offered(state, lost=track.lost, number=_number(track, facts), test=facts.test),
        finish_reason=facts.finish_reason,
        raw_number=dial.phone.raw if dial is not None else None,
        parameters=told(facts.extra, track.chosen),
        test=facts.test,
        ours=dial is not None,
        concerns_me=now.concerns_me,
        past=track.past,
        contact_id=facts.text("contact_id"),
    )


def _number(track: Track, facts: CallFacts) -> Number | None:
    """The contact's number; a test ring's is nobody's, and must not be called back."""
    if facts.test:
        return None
    clicked = None if track.dial is None else track.dial.phone.e164
    return facts.contact_phone_number or clicked


def _since(now: Standing, dial: Dial | None) -> datetime:
    """An outgoing call counts from the click until somebody talks."""
    if dial is not None and now.state in {CardState.CALLING_MY_PHONE, CardState.DIALLING}:
        return dial.started
    return now.since


def _call_row(track: Track, facts: CallFacts) -> HistoryRow:
    """What the history says of a call."""
    now = standing(facts, ours=track.dial is not None)
    mine = now.outcome is Outcome.TALKED or now.state is CardState.TALKING
    return HistoryRow(
        key=facts.call_session_id,
        direction=now.direction,
        outcome=Outcome.UNKNOWN if track.silent else now.outcome,
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        concerns_me=now.concerns_me,
        test=facts.test,
        contact_phone_number=_number(track, facts),
        contact_full_name=facts.text("contact_full_name") or track.contact_name,
        company=track.company,
        contact_id=facts.text("contact_id"),
        virtual_phone_number=facts.virtual_phone_number,
        scenario_name=facts.text("scenario_name"),
        employee_name=facts.me.name if mine else now.taken_by,
        talk_s=facts.talk_s,
        wait_s=facts.wait_s,
        reason=facts.finish_reason,
        external_id=facts.text("external_id"),
        record_links=facts.record_links,
        parameters=told(facts.extra, track.chosen),
        tag_names=facts.tag_names,
    )


def _dial_view(track: Track, dial: Dial) -> CardView:
    """What the card of a click says before its call has a single event."""
    return CardView(
        key=track.key,
        state=CardState.SILENT if track.silent else dial.state,
        direction=Direction.OUT,
        since=dial.started,
        call_session_id=dial.call_session_id,
        contact_phone_number=dial.phone.e164,
        contact_full_name=track.contact_name,
        company=track.company,
        responsible=track.responsible,
        mine=track.mine,
        virtual_phone_number=dial.line,
        can_end=dial.state is CardState.CALLING_MY_PHONE and Ability.END not in track.lost,
        can_call=Ability.CALL not in track.lost,
        problem=dial.problem,
        detail=dial.detail,
        raw_number=dial.phone.raw,
        ours=True,
        past=track.past,
    )


def _dial_row(track: Track, dial: Dial) -> HistoryRow:
    """What the history says of a click.

    Until UIS answers, its outcome is unknown: that is the truth if the program
    dies now.
    """
    refused = dial.state is CardState.REFUSED
    return HistoryRow(
        key=track.key,
        direction=Direction.OUT,
        outcome=Outcome.REFUSED if refused else Outcome.UNKNOWN,
        started_at=dial.started,
        concerns_me=True,
        contact_phone_number=dial.phone.e164,
        contact_full_name=track.contact_name,
        company=track.company,
        virtual_phone_number=dial.line,
        reason=dial.problem,
        external_id=dial.external_id,
    )
