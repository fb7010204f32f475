"""What the history knows of a number before its next call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The last talk with a number, and the last note on one of its calls.

    Attributes:
        talked_at: when the call of that talk began (UTC).
        talked_with: who talked, by name, if it is known.
        note: empty if nobody wrote one.
        noted_at: when the call began that the note is on (UTC).
    """

    talked_at: datetime | None = None
    talked_with: str | None = None
    note: str = ""
    noted_at: datetime | None = None
