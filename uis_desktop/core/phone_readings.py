"""Every number that may be meant by what was typed: the person chooses."""

from __future__ import annotations

import re
from dataclasses import replace

from uis_desktop.core import phone_text
from uis_desktop.core.phone import Number, Phone, is_assigned, parse, plus_seven, read
from uis_desktop.errors import NotAPhoneNumber

_LOCAL = 7
#: Moscow, Petersburg and others: three digits of area code, seven behind them.
_CITY = re.compile(r"\+7(?!800)([348]\d\d)\d{7}")
_ELEVEN_WITH_8 = re.compile(r"\+8[3489]\d{9}")
#: Within Belarus 80 stands before the area code.
_WITHIN_BELARUS = re.compile(r"80([1-4]\d{8})")
_MOST = 8


def readings(typed: str, home: Number | None = None) -> tuple[Phone, ...]:
    """The numbers that may be meant, the likeliest first; none if it is no number.

    One without any doubt is alone.  ``home`` is a number of ours (E.164 with ``+``):
    a number without an area code is taken for one of the same city.
    """
    try:
        number = parse(typed)
    except NotAPhoneNumber as error:
        return _doubtful(typed, error.reason, home)
    alternative = _with_seven(number, typed)
    return (number,) if alternative is None else (number, alternative)


def _doubtful(typed: str, reason: str, home: Number | None) -> tuple[Phone, ...]:
    match reason:
        case "several":
            return _each(typed, home)
        case "plus_eight":
            return tuple(filter(None, (read(plus_seven(typed)), _foreign(typed))))
        case "not_valid":
            found = _completed(typed, home)
            return () if found is None else (found,)
    return ()


def _each(typed: str, home: Number | None) -> tuple[Phone, ...]:
    """All numbers of one field; "123-45-67, 765-43-21" has the area code of the one before."""
    body, extension = phone_text.split_extension(phone_text.without_label(typed))
    found: dict[str, Phone] = {}
    for part in phone_text.several(body)[:_MOST]:
        for number in readings(part, home)[:1]:
            home = number.e164
            found.setdefault(number.e164, number)
    numbers = list(found.values())
    if extension is not None and numbers:
        numbers[-1] = replace(numbers[-1], extension=extension)
    return tuple(numbers)


def _with_seven(number: Phone, typed: str) -> Phone | None:
    """+84951234567 may be of Vietnam, or of Moscow with a slip."""
    together = _ELEVEN_WITH_8.fullmatch(phone_text.squeezed(typed))
    if together is None or not number.e164.startswith("+8"):
        return None
    found = read(plus_seven(typed))
    return found if found is not None and is_assigned(found.e164) else None


def _foreign(typed: str) -> Phone | None:
    """By its digits alone: no country has the code 8, but one has 84."""
    found = read(phone_text.squeezed(typed))
    return found if found is not None and is_assigned(found.e164) else None


def _completed(typed: str, home: Number | None) -> Phone | None:
    """With the area code of home, or with the country that dials this way within."""
    digits = phone_text.squeezed(phone_text.without_label(typed))
    belarus = _WITHIN_BELARUS.fullmatch(digits)
    if belarus is not None:
        return read(f"+375{belarus[1]}")
    city = None if home is None else _CITY.fullmatch(home)
    if city is None or len(digits) != _LOCAL or not digits.isdecimal():
        return None
    return read(f"+7{city[1]}{digits}")
