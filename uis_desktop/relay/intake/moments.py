"""Moments as UIS and its users write them, in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

_UNIX = re.compile(r"\d{9,16}(?:\.\d{1,9})?\Z")
_RUSSIAN = re.compile(
    r"(\d{2})\.(\d{2})\.(\d{4})(?:[ ,T]+(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?\Z"
)
_LOOSE = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?\s?(\S*)\Z")
_YEARS = range(2000, 2100)


def moment(value: object, zone: tzinfo) -> datetime | None:
    """When ``value`` was, in UTC; a time without an offset is one of ``zone``.

    None if it is no moment, or one before 2000 or after 2099.
    """
    match value:
        case bool():
            return None
        case int() | float():
            return _from_unix(float(value))
        case str():
            text = value.strip()
            return _from_unix(float(text)) if _UNIX.match(text) else _from_text(text, zone)
        case _:
            return None


def _from_unix(seconds: float) -> datetime | None:
    """Seconds, milliseconds or microseconds since 1970, told apart by size."""
    for _ in range(2):
        if seconds > 1e11:
            seconds /= 1000
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.year in _YEARS else None


def _from_text(text: str, zone: tzinfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(_iso(text))
    except ValueError:
        return None
    if at.year not in _YEARS:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _iso(text: str) -> str:
    """``text`` as ISO 8601 writes it, as far as it can be told."""
    if (russian := _RUSSIAN.match(text)) is not None:
        day, month, year, clock = russian.groups()
        return f"{year}-{month}-{day}T{clock or '00:00'}"
    if (loose := _LOOSE.match(text)) is not None:
        day, clock, fraction, offset = loose.groups()
        seconds = clock if len(clock) == 8 else f"{clock}:00"
        return f"{day}T{seconds}{(fraction or '')[:7]}{offset}"
    return text
