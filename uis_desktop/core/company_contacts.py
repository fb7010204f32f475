"""A contact for the company's address book at UIS, which keeps less than we do."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core.contact_draft import ContactDraft, contact_of
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number

_PREFIX = "uis:"
#: What UIS calls last name, first name and patronymic, in the order in which it tells them.
Name = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyContact:
    """What UIS is to keep.

    Attributes:
        id: UIS's number of him; None: he is new.
        phone_numbers: public ones.
        employee_id: who is responsible.
    """

    id: str | None
    name: Name
    phone_numbers: tuple[Number, ...]
    employee_id: str | None


def is_in_uis(contact_id: str) -> bool:
    """He is of UIS's address book."""
    return contact_id.startswith(_PREFIX)


def company_contact(draft: ContactDraft, was: Contact | None) -> CompanyContact:
    """What UIS is to keep of a draft without problems."""
    contact = contact_of(draft, "")
    known = was is not None and is_in_uis(was.id)
    return CompanyContact(
        id=was.id.removeprefix(_PREFIX) if was is not None and known else None,
        name=split_name(contact.full_name),
        phone_numbers=contact.phone_numbers,
        employee_id=contact.employee_id,
    )


def split_name(name: str) -> Name:
    """A person's name of two or three words, else everything as the one UIS requires.

    UIS shows the parts one behind the other, so the name reads the same in any case.
    """
    words = name.split()
    if len(words) not in {2, 3} or not all(word.replace("-", "").isalpha() for word in words):
        return name, None, None
    return words[0], words[1], words[2] if len(words) == 3 else None
