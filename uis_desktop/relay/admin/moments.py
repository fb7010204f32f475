"""When something happened, as a person at a page wants to read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from uis_desktop.relay.admin.words import Words

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment.

    Attributes:
        iso: for machines.
        clock: in the company's time zone.
        ago: how long ago, or how long until then.
    """

    iso: str
    clock: str
    ago: str


class Clock:
    """Tells moments in a company's time zone and the reader's language."""

    def __init__(self, zone: tzinfo, words: Words, now: datetime) -> None:
        self._zone = zone
        self._words = words
        self._now = now

    def shown(self, at: datetime | str) -> Shown:
        """A moment; text is one as the directory keeps it."""
        at = datetime.fromisoformat(at) if isinstance(at, str) else at
        local, today = at.astimezone(self._zone), self._now.astimezone(self._zone)
        time = local.strftime("%H:%M:%S")
        day = "" if local.date() == today.date() else self._day(local, today) + " "
        iso = at.astimezone(UTC).isoformat(timespec="seconds")
        return Shown(iso, day + time, self._distance(at))

    def _day(self, local: datetime, today: datetime) -> str:
        if self._words.language == "ru":
            return local.strftime("%d.%m" if local.year == today.year else "%d.%m.%Y")
        return local.strftime("%d %b" if local.year == today.year else "%d %b %Y")

    def _distance(self, at: datetime) -> str:
        seconds = round((self._now - at).total_seconds())
        if seconds < 0:
            return self._words("moment.in", length=self._length(-seconds))
        if seconds < 5:
            return self._words("moment.now")
        return self._words("moment.ago", length=self._length(seconds))

    def _length(self, seconds: int) -> str:
        for unit, key in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
            if seconds >= unit:
                return self._words.count(f"moment.{key}", seconds // unit)
        return self._words.count("moment.second", seconds)
