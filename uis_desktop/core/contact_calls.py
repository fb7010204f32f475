"""Which of a contact's numbers was used last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core import phone
from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow


@dataclass(frozen=True, slots=True)
class LastUse:
    """The last call with a contact.

    Attributes:
        number: the contact's number, as his entry has it.
        at: when the call began (UTC).
    """

    number: str
    at: datetime


def last_use(contact: Contact, calls: Sequence[HistoryRow]) -> LastUse | None:
    """The number of the newest call, if it is one of the contact's; newest ``calls`` first."""
    own = {phone.key(number): number for number in reversed(contact.phone_numbers)}
    for call in calls:
        called = phone.key(call.contact_phone_number)
        if called is not None and called in own:
            return LastUse(own[called], call.started_at)
    return None


def by_use(numbers: Sequence[str], last: LastUse | None) -> tuple[str, ...]:
    """The number that was used last, then the others in their order."""
    if last is None:
        return tuple(numbers)
    return tuple(sorted(numbers, key=lambda number: number != last.number))
