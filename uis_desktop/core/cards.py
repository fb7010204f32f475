"""What a card and the contact window say about a call; no words, no Qt.

The words for a :class:`CardState` live in ``ui/wording.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.abilities import Ability
from uis_desktop.core.events import Direction
from uis_desktop.core.parameters import Parameter
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number


class CardState(StrEnum):
    """Where a call stands, seen from one desk.

    ``RINGING_LINE`` is an incoming call that no employee's phone rings for yet;
    ``DIALLING`` is an outgoing call before the contact answers;
    ``CALLING_MY_PHONE`` is a click-to-call while the employee's own phone
    rings; ``TAKEN`` is a call a colleague talks on; ``UNKNOWN`` is a request whose
    outcome nobody told us; ``SILENT`` is a ring with no news for two minutes;
    ``REFUSED`` is a click UIS declined.
    """

    RINGING_LINE = "ringing_line"
    RINGING_ME = "ringing_me"
    RINGING_COLLEAGUE = "ringing_colleague"
    REQUESTING = "requesting"
    CALLING_MY_PHONE = "calling_my_phone"
    DIALLING = "dialling"
    TALKING = "talking"
    TAKEN = "taken"
    ENDED = "ended"
    NOT_ANSWERED = "not_answered"
    LOST = "lost"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    SILENT = "silent"

    @property
    def running(self) -> bool:
        """The call goes on and concerns me; the card counts its seconds."""
        return self in _RUNNING

    @property
    def at_my_phone(self) -> bool:
        """My own phone rings or is spoken into, or is about to."""
        return self in _AT_MY_PHONE

    @property
    def ringing(self) -> bool:
        """A phone of ours rings for a contact who waits."""
        return self in {
            CardState.RINGING_LINE,
            CardState.RINGING_ME,
            CardState.RINGING_COLLEAGUE,
        }


_RUNNING = {
    CardState.RINGING_LINE,
    CardState.RINGING_ME,
    CardState.RINGING_COLLEAGUE,
    CardState.REQUESTING,
    CardState.CALLING_MY_PHONE,
    CardState.DIALLING,
    CardState.TALKING,
}
_AT_MY_PHONE = _RUNNING - {CardState.RINGING_LINE, CardState.RINGING_COLLEAGUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """Everything a caller card says, as plain data.

    Attributes:
        key: stays the same for the life of the card.
        call_session_id: None until UIS has named the call.
        since: the running seconds count from here (UTC, desktop's clock).
        answered_after_s: how long the contact waited before somebody answered.
        others_ringing: names of colleagues whose phones ring for this call too.
        taken_by: the colleague who talks, by name, or None if his name is unknown.
        talk_s: whole seconds of talk, when the call has ended.
        wait_s: how long the contact waited altogether, when the call has ended.
        can_end: the card offers to end the call.
        can_transfer: I talk, and may hand the contact over.
        controls: what else can be done with the talk (see ``core/call_control.py``).
        can_call: the card may offer to call, once the call is over.
        problem: for ``REFUSED``: the mnemonic of UIS's refusal.
        detail: for ``REFUSED``: UIS's own text.
        finish_reason: why the call ended, in UIS's word, if it was told.
        raw_number: what was typed, for a call started here.
        parameters: the additional parameters the administrator chose.
        test: a test ring, not a caller.
        ours: this desk placed the call by a click.
        concerns_me: my phone rang, I talked, or I dialled.
        responsible: the employee who is responsible for the contact, by name.
        mine: that is me.
        contact_id: what UIS calls the contact.
        past: the last talk with this number and the last note; None if there is neither.
    """

    key: str
    state: CardState
    direction: Direction
    since: datetime
    call_session_id: str | None = None
    contact_phone_number: Number | None = None
    contact_full_name: str | None = None
    company: str | None = None
    virtual_phone_number: Number | None = None
    scenario_name: str | None = None
    others_ringing: tuple[str, ...] = ()
    taken_by: str | None = None
    answered_after_s: int | None = None
    talk_s: int | None = None
    wait_s: int | None = None
    recorded: bool = False
    nth_call: int | None = None
    can_end: bool = False
    can_call: bool = True
    can_transfer: bool = False
    controls: frozenset[Ability] = frozenset()
    problem: str | None = None
    detail: str | None = None
    finish_reason: str | None = None
    raw_number: str | None = None
    parameters: tuple[Parameter, ...] = ()
    test: bool = False
    ours: bool = False
    concerns_me: bool = True
    responsible: str | None = None
    mine: bool = False
    past: Past | None = None
    contact_id: str | None = None

    @property
    def takes_note(self) -> bool:
        """I talk, or have talked: there is something to write down."""
        talked = self.state in {CardState.TALKING, CardState.ENDED}
        return talked and self.call_session_id is not None and not self.test
