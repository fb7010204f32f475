"""Moments in the journal's tables: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_DAWN = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def microseconds(at: datetime) -> int:
    """The number for a moment."""
    return (at - _DAWN) // MICROSECOND


def moment(at_us: int) -> datetime:
    """The moment of a number."""
    return _DAWN + at_us * MICROSECOND
