"""When a customer is opened in the company's CRM, and which rule says how.

Pure: nothing is opened here.  How a rule's target is filled in, and what must not
be in it, is in :mod:`uis_desktop.core.crm_filling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Direction, Employee
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.phone import Number


class Moment(StrEnum):
    """What a rule waits for.

    ``RING``: my phone rings, or I dial.  ``ANSWER``: I talk with the contact.
    ``BUTTON``: only when the person asks for it.
    """

    RING = "ring"
    ANSWER = "answer"
    BUTTON = "button"


class Way(StrEnum):
    """How a rule opens the customer."""

    URL = "url"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmRule:
    """One line of the list; the first that fits is carried out.

    Attributes:
        direction: only such calls; None: all.
        line: only calls over this virtual number (digits, E.164 without ``+``);
            empty: over all.
        target: an address with placeholders, or a program and its arguments with
            placeholders, one a line.
    """

    moment: Moment = Moment.BUTTON
    direction: Direction | None = None
    line: str = ""
    way: Way = Way.URL
    target: str = ""

    def fits(self, moment: Moment, call: CrmCall) -> bool:
        """It is meant for this moment of this call."""
        mine = self.direction is None or self.direction is call.direction
        return (
            self.moment is moment and mine and self.line in ("", digits(call.virtual_phone_number))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmCall:
    """What a CRM may be told of a call, or of a contact nobody talks with.

    Attributes:
        direction: None for a contact without a call.
        parameters: the chosen additional parameters, by label.
    """

    direction: Direction | None = None
    call_session_id: str | None = None
    contact_phone_number: Number | None = None
    contact_id: str | None = None
    contact_full_name: str | None = None
    company: str | None = None
    virtual_phone_number: Number | None = None
    scenario_name: str | None = None
    employee_id: str | None = None
    employee_name: str | None = None
    parameters: Mapping[str, str]


def of_card(card: CardView, me: Employee) -> CrmCall:
    """What a card tells a CRM."""
    return CrmCall(
        direction=card.direction,
        call_session_id=card.call_session_id,
        contact_phone_number=card.contact_phone_number,
        contact_id=card.contact_id,
        contact_full_name=card.contact_full_name,
        company=card.company,
        virtual_phone_number=card.virtual_phone_number,
        scenario_name=card.scenario_name,
        employee_id=me.id,
        employee_name=me.name,
        parameters={one.label: one.value for one in card.parameters},
    )


def of_row(row: HistoryRow, me: Employee) -> CrmCall:
    """What a row of the history tells a CRM; a click that became no call has no call id."""
    return CrmCall(
        direction=row.direction,
        call_session_id=None if row.key.startswith("dial:") else row.key,
        contact_phone_number=row.contact_phone_number,
        contact_id=row.contact_id,
        contact_full_name=row.contact_full_name,
        company=row.company,
        virtual_phone_number=row.virtual_phone_number,
        scenario_name=row.scenario_name,
        employee_id=me.id,
        employee_name=me.name,
        parameters={one.label: one.value for one in row.parameters},
    )


def of_contact(contact: Contact, me: Employee) -> CrmCall:
    """What a contact tells a CRM while nobody talks with him: his first number is told."""
    source, _, id_ = contact.id.partition(":")
    return CrmCall(
        contact_phone_number=next(iter(contact.phone_numbers), None),
        contact_id=id_ if source == "uis" else None,
        contact_full_name=contact.full_name,
        company=contact.company,
        employee_id=me.id,
        employee_name=me.name,
        parameters={},
    )


def moment_of(card: CardView) -> Moment | None:
    """What happens on this card that a rule may wait for.

    A call that rings only at colleagues or that a colleague talks on opens nothing:
    the screen is not theirs.  A click opens once UIS has made a call of it.
    """
    if card.call_session_id is None:
        return None
    match card.state:
        case CardState.RINGING_ME | CardState.CALLING_MY_PHONE | CardState.DIALLING:
            return Moment.RING
        case CardState.TALKING:
            return Moment.ANSWER
        case _:
            return None


def moments_of_row(row: HistoryRow) -> tuple[Moment, ...]:
    """What had happened at this desk by the end of a call of the history."""
    if not row.concerns_me or row.key.startswith("dial:"):
        return ()
    return (Moment.RING, Moment.ANSWER) if row.outcome is Outcome.TALKED else (Moment.RING,)


def fitting(rules: Iterable[CrmRule], moment: Moment, call: CrmCall) -> Sequence[CrmRule]:
    """The rules for this moment of this call, in the person's order."""
    return [rule for rule in rules if rule.fits(moment, call)]


def digits(number: str | None) -> str:
    """A number without ``+`` and blanks."""
    return "".join(filter(str.isdecimal, number or ""))


def line_of(typed: str) -> str:
    """A virtual number in digits, however it was typed; what is no number stays as it is."""
    number = typed.strip()
    if not number or not set(number) <= set("0123456789+-() \u00a0"):
        return number
    bare = digits(number)
    return f"7{bare[1:]}" if len(bare) == 11 and bare.startswith("8") else bare
