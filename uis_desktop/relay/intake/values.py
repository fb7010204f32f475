"""One cleaned value to the type the normal form wants; None if it does not fit."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from uis_desktop.core import phone
from uis_desktop.core.events import Direction
from uis_desktop.core.phone import Number

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})\Z")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?\Z")
_DIRECTIONS = {"in": Direction.IN, "out": Direction.OUT}
_LONGEST_ID = 128
#: Pauses and digits that are dialled behind the number, as UIS writes them.
_POST_DIAL = re.compile(r"(?<=\d)\.{2,}[\d*#.]*\Z")
_COMMAS = re.compile(r"[,;]")
#: Also as other programs print a list: ``['1', '2']``.
_AROUND_IDS = re.compile(r"[\s,;'\"\[\]]+")
_TRUE = frozenset({"true", "1", "yes", "да"})
_FALSE = frozenset({"false", "0", "no", "нет"})


def text(value: object) -> str | None:
    """Words; a number is its digits."""
    return str(value) if isinstance(value, str) else identity(value)


def identity(value: object) -> str | None:
    """An id: UIS sends numbers and strings.  A text nobody would call one is none."""
    kind = value.__class__
    if kind is str:
        told = str(value)
        return told if 0 < len(told) <= _LONGEST_ID and told.isprintable() else None
    if kind is int:
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return None


def phone_number(value: object) -> Number | None:
    """E.164 with ``+``; None for a hidden caller.

    What is dialled behind it (``74955140578...2345``) is no part of it.  UIS writes
    E.164 without ``+``, so eleven digits and more carry a country
    code, except a Russian number with the trunk prefix 8.
    """
    digits = identity(value)
    return None if digits is None else _e164(digits)


@functools.lru_cache(maxsize=8192)
def _e164(digits: str) -> Number | None:
    """Remembered: our lines, and a caller during his call, come again and again."""
    digits = _POST_DIAL.sub("", digits)
    international = 11 <= len(digits) <= 15 and digits[0] not in "80"
    if digits.isascii() and digits.isdecimal() and international:
        return phone.key(f"+{digits}") or phone.key(digits)
    return phone.key(digits)


def employee_phone(value: object) -> str | None:
    """The employee's phone: a public number, or the short number of a SIP line as it is."""
    digits = identity(value)
    if digits is None or sum(char.isdecimal() for char in digits) < 10:
        return digits
    return phone_number(digits) or digits


def count(value: object) -> int | None:
    """A whole number that is not negative; seconds also as ``00:01:05``."""
    if value.__class__ is int and value >= 0:
        return int(value)
    match value:
        case bool():
            return None
        case int() | float():
            return int(value) if value >= 0 else None
        case str() if _NUMBER.match(value):
            return count(float(value))
        case str() if (clock := _CLOCK.match(value)) is not None:
            hours, minutes, seconds = clock.groups()
            return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        case _:
            return None


def flag(value: object) -> bool | None:
    """Yes or no."""
    word = str(value).casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def direction(value: object) -> Direction | None:
    """Who called."""
    return _DIRECTIONS.get(str(value).casefold())


def identities(value: object) -> tuple[str, ...] | None:
    """Ids as an array, as a list in a text or alone."""
    items = _AROUND_IDS.split(value) if isinstance(value, str) else value
    return _several(items, identity)


def words(value: object) -> tuple[str, ...] | None:
    """Names as an array, as a comma list or alone."""
    return _several(value, text)


def links(value: object) -> tuple[str, ...] | None:
    """Links as an array or alone."""
    items = value if isinstance(value, list) else [value]
    found = tuple(item for item in items if isinstance(item, str))
    return found if len(found) == len(items) and found else None


def _several(value: object, convert: Callable[[object], str | None]) -> tuple[str, ...] | None:
    items = _COMMAS.split(value) if isinstance(value, str) else value
    if not isinstance(items, list):
        items = [items]
    items = [item.strip() if isinstance(item, str) else item for item in items]
    found = [convert(item) for item in items if item not in (None, "")]
    return tuple(item for item in found if item is not None) if None not in found else None


#: How each field of the normal form is read.
READ: Mapping[str, Callable[[object], object]] = {
    "call_session_id": identity,
    "notification_name": text,
    "notification_mnemonic": text,
    "contact_phone_number": phone_number,
    "contact_id": identity,
    "contact_full_name": text,
    "communication_number": count,
    "virtual_phone_number": phone_number,
    "scenario_name": text,
    "direction": direction,
    "call_source": text,
    "external_id": identity,
    "employee_id": identity,
    "employee_full_name": text,
    "employee_phone_number": employee_phone,
    "extension_phone_number": identity,
    "tag_names": words,
    "leg_id": identity,
    "leg_ids": identities,
    "talk_time_duration": count,
    "total_time_duration": count,
    "wait_time_duration": count,
    "is_lost": flag,
    "employee_ids": identities,
    "file_links": links,
    "file_duration": count,
}

#: Fields that UIS calls by other names.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "file_links": ("file_link", "record_file_links", "file_links"),
    "file_duration": ("file_duration", "call_record_duration"),
}
