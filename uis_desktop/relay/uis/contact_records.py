"""A contact of UIS's address book as our directory keeps it: pure rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from uis_desktop.core.phone import Number
from uis_desktop.core.plain_text import plain
from uis_desktop.relay.intake.values import phone_number
from uis_desktop.uis_api.data_records import UisContact
from uis_desktop.wire.frames import ContactRecord

PREFIX = "uis:"
LONGEST_TEXT = 200

#: Nearly every number and name is of these kinds; reading the rest takes long, and
#: there may be a hundred thousand.
_RUSSIAN = re.compile(r"7[3489]\d{9}", re.ASCII)
_HARMLESS = re.compile(r"(?:[!-~А-яЁё«»№–—]+ )*[!-~А-яЁё«»№–—]+")


def contact_record(contact: UisContact) -> tuple[ContactRecord, int]:
    """The contact, and how many of his numbers are none."""
    numbers = list(map(e164, contact.phone_numbers))
    good = tuple(dict.fromkeys(number for number in numbers if number is not None))
    name = text(contact.full_name) or text(contact.company or "") or next(iter(good), "")
    record = ContactRecord(
        id=f"{PREFIX}{contact.id}",
        full_name=name,
        company=text(contact.company or "") or None,
        phone_numbers=good,
        employee_id=contact.personal_manager_id,
    )
    return record, numbers.count(None)


def e164(number: str) -> Number | None:
    """With ``+``, or None for what is no public number."""
    if _RUSSIAN.fullmatch(number):
        return Number(f"+{number}")
    found = phone_number(number)
    return found if found is not None and found.startswith("+") else None


def e164_of(numbers: Iterable[str]) -> tuple[Number, ...]:
    """Those that are public numbers."""
    return tuple(dict.fromkeys(filter(None, map(e164, numbers))))


def text(raw: str) -> str:
    """One harmless line."""
    if len(raw) <= LONGEST_TEXT and _HARMLESS.fullmatch(raw):
        return raw
    return plain(raw, LONGEST_TEXT)
