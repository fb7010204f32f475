"""Reminders to call a number back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.phone import Number


class Delay(StrEnum):
    """When to be reminded, as people say it."""

    QUARTER = "quarter"
    HOUR = "hour"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One number to call back; a number has one reminder at most.

    A talk of mine that begins after ``set_at`` is what it was for.

    Attributes:
        name: whose number it was on the call the reminder was set on.
        due, set_at: UTC.
    """

    phone_number: Number
    due: datetime
    set_at: datetime
    name: str | None = None
