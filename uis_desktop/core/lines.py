"""Our own numbers: which of them a call may be placed from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from uis_desktop.core import phone
from uis_desktop.core.phone import Number, Phone
from uis_desktop.errors import NotAPhoneNumber, NotOurNumber

#: Where a number is from; empty if that says nothing.
RegionOf = Callable[[Number], str]

_FREE_FOR_THE_CALLER = "+7800"


def nowhere(_number: Number) -> str:
    """Of no number it is known where it is from (a :data:`RegionOf`)."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A virtual number of the company.

    Attributes:
        name: what the administrator calls it at UIS, or None.
        areas: numbers that begin so (E.164 with ``+``) are called from it, as the
            administrator has ruled.
    """

    phone_number: Number
    name: str | None = None
    areas: tuple[str, ...] = ()


def may_place_calls(number: Number) -> bool:
    """A number of this kind can be shown to who is called: 8 800 only takes calls."""
    return not number.startswith(_FREE_FOR_THE_CALLER)


def number_to_call_from(text: str, active: Collection[Line]) -> Number:
    """The number a person has typed to call from; see :func:`check_line`.

    Raises:
        NotOurNumber: no call can be placed from it.
    """
    try:
        number = phone.parse(text)
    except NotAPhoneNumber as error:
        raise NotOurNumber("no_number") from error
    if number.internal or number.extension:
        raise NotOurNumber("no_number")
    check_line(number.e164, active)
    return number.e164


def check_line(number: Number, active: Collection[Line]) -> None:
    """A call can be placed from this number.

    ``active`` are the company's active numbers; an empty collection is "nobody has told
    us yet", and then UIS is to say whether the number is good.

    Raises:
        NotOurNumber: it cannot.
    """
    if not may_place_calls(number):
        raise NotOurNumber("free_for_callers")
    if active and number not in {line.phone_number for line in active}:
        raise NotOurNumber("not_active")


def offered_first(
    number: Phone,
    active: Sequence[Line],
    *,
    own: Number,
    used: Collection[Number],
    region_of: RegionOf,
) -> Number:
    """The number of ours to call a contact from, unless the person chooses another.

    The last one used with the contact; else the one the administrator has ruled for numbers
    that begin so, the longest such beginning; else one from his region, else from his country,
    else any; of several the person's own.  A colleague is called from the person's own.

    Args:
        number: the contact's.
        active: our numbers; empty is "nobody has told us yet".
        own: the number of the sign-in.
        used: our numbers of the calls with the contact, the newest first.
        region_of: where a number is from.
    """
    ours = [line.phone_number for line in active]
    for before in () if number.internal else used:
        if before in ours:
            return before
    ruled = None if number.internal else _ruled(number.e164, active)
    if ruled is not None:
        return ruled
    for alike in () if number.internal else (region_of, _country):
        place = alike(number.e164)
        near = [line for line in ours if place and alike(line) == place]
        if near:
            return own if own in near else near[0]
    return own if own in ours or not ours else ours[0]


def nearest_first(active: Sequence[Line], *, first: Number, own: Number) -> tuple[Line, ...]:
    """Our numbers as a person looks for them: the one offered, his own, the others as told."""
    return tuple(
        sorted(active, key=lambda line: (line.phone_number != first, line.phone_number != own))
    )


def _ruled(number: Number, active: Sequence[Line]) -> Number | None:
    """The number of ours with the longest area that this number begins with."""
    fitting = (
        (len(area), line.phone_number)
        for line in active
        for area in line.areas
        if number.startswith(area)
    )
    return max(fitting, default=(0, None))[1]


def _country(number: Number) -> str:
    return phone.country(number) or ""
