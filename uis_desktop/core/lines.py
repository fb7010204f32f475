"""Our own numbers: which of them a call may be placed from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from uis_desktop.core import phone
from uis_desktop.errors import NotAPhoneNumber, NotOurNumber

_FREE_FOR_THE_CALLER = "+7800"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A virtual number of the company.

    Attributes:
        phone_number: E.164 with ``+``.
        name: what the administrator calls it at UIS, or None.
    """

    phone_number: str
    name: str | None = None


def may_place_calls(phone_number: str) -> bool:
    """A number of this kind can be shown to who is called: 8 800 only takes calls.

    ``phone_number`` is E.164 with ``+``.
    """
    return not phone_number.startswith(_FREE_FOR_THE_CALLER)


def number_to_call_from(text: str, active: Collection[Line]) -> str:
    """The number a person wants to call from, E.164 with ``+``.

    ``active`` are the company's active numbers; an empty collection is "nobody has told
    us yet", and then UIS is to say whether the number is good.

    Raises:
        NotOurNumber: no call can be placed from it.
    """
    try:
        number = phone.parse(text)
    except NotAPhoneNumber as error:
        raise NotOurNumber("no_number") from error
    if number.internal or number.extension:
        raise NotOurNumber("no_number")
    if not may_place_calls(number.e164):
        raise NotOurNumber("free_for_callers")
    if active and number.e164 not in {line.phone_number for line in active}:
        raise NotOurNumber("not_active")
    return number.e164
