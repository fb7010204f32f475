"""The phone numbers in a text somebody else wrote: a letter, a page, a table."""

from __future__ import annotations

from uis_desktop.core import phone
from uis_desktop.core.dial_link import number_in
from uis_desktop.core.number_library import library
from uis_desktop.core.phone import Phone

#: A page that was selected whole is no reason to read on and on.
_LONGEST = 2000
#: More than a person can choose from at a glance.
_MOST = 8


def numbers_in(text: str) -> tuple[Phone, ...]:
    """Each number once, as they stand there; none if there is none.

    A text that is a number or a link as a whole is that number, even a short one.  In
    other texts only what can be a real number counts, so that account, tax and order
    numbers do not.
    """
    text = text[:_LONGEST].strip()
    whole = phone.read(number_in(text))
    if whole is not None:
        return (whole,)
    found: dict[tuple[str, str | None], Phone] = {}
    phonenumbers = library()
    matcher = phonenumbers.PhoneNumberMatcher(
        text, phone.REGION, leniency=phonenumbers.Leniency.VALID
    )
    for match in matcher:
        one = phone.read(match.raw_string)
        if one is not None:
            found.setdefault((one.digits, one.extension), one)
        if len(found) == _MOST:
            break
    return tuple(found.values())
