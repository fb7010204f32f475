"""Reads values in every way UIS writes them.

Seen in UIS's own documents and in the wild: ids as numbers and as strings, one
object in place of a list, durations as ``00:00:30``, times with and without an offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import TypeVar

_T = TypeVar("_T")
Id = int | str | None
Seconds = int | float | str | None
_CLOCK = re.compile(r"(\d{1,4}):(\d{2}):(\d{2})\Z")


def as_id(value: Id) -> str | None:
    """Ids and numbers are strings in this house; an empty one is none."""
    return None if value is None or value == "" else str(value)


def listed(value: list[_T] | _T | None) -> Iterable[_T]:
    """What should be a list."""
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def moment(text: str | None, zone: tzinfo | None) -> datetime | None:
    """A time in UTC; ``zone`` is of one without an offset, None: nobody knows it.

    Data API: ``YYYY-MM-DD hh:mm:ss`` ("Conventions"); Call API: the same, or with
    ``T`` and parts of a second ("list.calls", table and sample).
    """
    try:
        at = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    if at.tzinfo is None and zone is None:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def as_seconds(value: Seconds) -> int | None:
    """A whole number, or ``hh:mm:ss``."""
    if isinstance(value, str):
        if (clock := _CLOCK.match(value)) is not None:
            hours, minutes, seconds = map(int, clock.groups())
            return hours * 3600 + minutes * 60 + seconds
        return int(value) if value.isascii() and value.isdecimal() else None
    return None if value is None else int(value)
