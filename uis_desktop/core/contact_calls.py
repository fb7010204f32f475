"""Which of a contact's numbers was used last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Number


@dataclass(frozen=True, slots=True)
class LastUse:
    """The last call with a contact.

    Attributes:
        number: one of the contact's.
        at: when the call began (UTC).
    """

    number: Number
    at: datetime


def last_use(contact: Contact, calls: Sequence[HistoryRow]) -> LastUse | None:
    """The number of the newest call, if it is one of the contact's; newest ``calls`` first."""
    for call in calls:
        called = call.contact_phone_number
        if called is not None and called in contact.phone_numbers:
            return LastUse(called, call.started_at)
    return None


def by_use(numbers: Sequence[Number], last: LastUse | None) -> tuple[Number, ...]:
    """The number that was used last, then the others in their order."""
    if last is None:
        return tuple(numbers)
    return tuple(sorted(numbers, key=lambda number: number != last.number))
