"""Moments as UIS and its users write them, in UTC."""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime, timedelta, tzinfo

_UNIX = re.compile(r"\d{9,16}(?:\.\d{1,9})?\Z")
_RUSSIAN = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})[ ,T]+(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\Z")
_LOOSE = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)([.,]\d{1,9})?"
    r"([-+ ]\d{2}:?\d{2}| ?[-+]\d{2}(?::?\d{2})?| ?Z?)\Z"
)
_LENGTH_OF_A_DAY = len("2024-05-17")
_YEARS = range(2000, 2100)


def moments(value: object, zone: tzinfo) -> tuple[datetime, ...]:
    """When ``value`` was, in UTC; a time without an offset is one of ``zone``.

    Two moments, the earlier first, in the hour that a clock set back shows twice;
    none if it is no moment, only a day, or one before 2000 or after 2099.
    """
    if isinstance(value, str):
        text = value.strip()
        unix = text[4:5] != "-" and _UNIX.match(text)
        return _from_unix(float(text)) if unix else _from_text(text, zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_unix(float(value))
    return ()


def _from_unix(seconds: float) -> tuple[datetime, ...]:
    """Seconds, milliseconds or microseconds since 1970, told apart by size."""
    for _ in range(2):
        if seconds > 1e11:
            seconds /= 1000
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ()
    return (at,) if at.year in _YEARS else ()


def _from_text(text: str, zone: tzinfo) -> tuple[datetime, ...]:
    if len(text) <= _LENGTH_OF_A_DAY:
        return ()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        try:
            at = datetime.fromisoformat(_iso(text))
        except ValueError:
            return ()
    if at.year not in _YEARS:
        return ()
    if at.tzinfo is not None:
        return (at.astimezone(UTC),)
    utc = at.replace(tzinfo=UTC)
    first, second = _offsets(zone, at.replace(second=0, microsecond=0))
    return (utc - first, utc - second) if second < first else (utc - first,)


@functools.lru_cache(maxsize=4096)
def _offsets(zone: tzinfo, minute: datetime) -> tuple[timedelta, timedelta]:
    """The offset of a local minute, before and after a change of the clock.

    Remembered, because a busy minute has many calls.  They differ in the hour that
    comes twice, and in the one that a clock set forward leaves out.
    """
    local = minute.replace(tzinfo=zone)
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    return first or timedelta(), second or timedelta()


def _iso(text: str) -> str:
    """``text`` as ISO 8601 writes it, as far as it can be told."""
    if (russian := _RUSSIAN.match(text)) is not None:
        day, month, year, clock = russian.groups()
        return f"{year}-{month}-{day}T{clock}"
    if (loose := _LOOSE.match(text)) is not None:
        day, clock, fraction, offset = loose.groups()
        # A form decoder has made a space of the plus.
        offset = offset.strip() if offset.strip()[:1] in {"", "+", "-", "Z"} else f"+{offset[1:]}"
        seconds = clock if len(clock) == 8 else f"{clock}:00"
        return f"{day}T{seconds}{(fraction or '').replace(',', '.')[:7]}{offset}"
    return text
