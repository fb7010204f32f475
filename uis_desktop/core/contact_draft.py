"""A contact as a person types it, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from uis_desktop.core import phone
from uis_desktop.core.contacts import Contact
from uis_desktop.core.notes import LONGEST_NOTE, kept_text
from uis_desktop.core.phone import Number
from uis_desktop.core.plain_text import plain
from uis_desktop.errors import NotAPhoneNumber

LONGEST_NAME = 300
MOST_NUMBERS = 10

#: Beside the reasons of :class:`NotAPhoneNumber`.
HAS_EXTENSION = "has_extension"
SHORT_NUMBER = "short_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """What is in the form.

    Attributes:
        numbers: as typed; empty ones do not count.
        employee_id, employee_name: who is responsible; a name nobody has an id for is kept.
    """

    name: str = ""
    company: str = ""
    numbers: tuple[str, ...] = ()
    employee_id: str | None = None
    employee_name: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftProblems:
    """What has to be mended before it can be kept.

    Attributes:
        numbers: the reason for each number that is none, by its place.
    """

    no_name: bool = False
    no_number: bool = False
    long_note: bool = False
    numbers: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.no_name or self.no_number or self.long_note or bool(self.numbers)


def draft_of(contact: Contact) -> ContactDraft:
    """A contact as it is shown in the form."""
    return ContactDraft(
        name=contact.full_name,
        company=contact.company or "",
        numbers=tuple(phone.pretty(number) for number in contact.phone_numbers),
        employee_id=contact.employee_id,
        employee_name=contact.employee_name,
        note=contact.note,
    )


def problems(draft: ContactDraft, *, for_company: bool = False) -> DraftProblems:
    """What is wrong; false if nothing is.  UIS keeps no short number of the company's."""
    reasons = {
        place: reason or SHORT_NUMBER
        for place, number, reason in _read(draft)
        if number is None or (for_company and not number.startswith("+"))
    }
    return DraftProblems(
        no_name=not plain(draft.name) and not plain(draft.company),
        no_number=not any(number.strip() for number in draft.numbers),
        long_note=len(draft.note) > LONGEST_NOTE,
        numbers=reasons,
    )


def contact_of(draft: ContactDraft, contact_id: str) -> Contact:
    """The contact the form tells; what is wrong in it is left out."""
    name, company = plain(draft.name, LONGEST_NAME), plain(draft.company, LONGEST_NAME)
    numbers = dict.fromkeys(number for _, number, _ in _read(draft) if number)
    return Contact(
        id=contact_id,
        full_name=name or company,
        company=company or None,
        phone_numbers=tuple(numbers),
        employee_id=draft.employee_id,
        employee_name=plain(draft.employee_name or "", LONGEST_NAME) or None,
        note=kept_text(draft.note),
    )


def _read(draft: ContactDraft) -> Iterator[tuple[int, Number | None, str]]:
    """Place, number and reason of every number that was typed: it is one, or there is one."""
    for place, typed in enumerate(draft.numbers):
        if not typed.strip():
            continue
        try:
            number = phone.parse(typed)
        except NotAPhoneNumber as error:
            yield place, None, error.reason
            continue
        if number.extension:
            yield place, None, HAS_EXTENSION
        else:
            yield place, number.e164, ""
