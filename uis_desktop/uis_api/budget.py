"""Spends the account's budget with care: others live on it too."""

from __future__ import annotations

import time
from collections.abc import Callable

from uis_desktop.errors import ServiceRefused
from uis_desktop.uis_api.limits import Limits

#: This share of a budget is left to people and other programs.
RESERVE = 0.1
_MINUTE_S = 60.0
#: Nobody knows when an exhausted day ends: look again after an hour.
_UNKNOWN_S = 3600.0
_LIMIT_EXCEEDED = -32029


class Budget:
    """What UIS told last, by this machine's clock (Data API, "Limits")."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._limits = Limits()
        self._told_at = 0.0
        self._exhausted_until: float | None = None
        #: Successful requests so far; each costs a point.
        self.points = 0

    @property
    def limits(self) -> Limits:
        """As UIS told it last; all None before the first reply."""
        return self._limits

    def charged(self, limits: Limits | None) -> None:
        """A request was carried out, and UIS told what is left."""
        self.points += 1
        self._exhausted_until = None
        if limits is not None:
            self._limits, self._told_at = limits, self._monotonic()

    def exhausted(self, retry_after_s: float | None) -> None:
        """UIS has refused a request because nothing is left."""
        wait_s = _UNKNOWN_S if retry_after_s is None else retry_after_s
        self._exhausted_until = self._monotonic() + wait_s

    def wait_s(self) -> float:
        """Seconds until the next request may go out: 0, or until the minute is over.

        Raises:
            ServiceRefused: ``limit_exceeded``; the rest of the day is for others.
        """
        now, limits = self._monotonic(), self._limits
        if self._exhausted_until is not None and now < self._exhausted_until:
            raise _over(self._exhausted_until - now, "the day's budget is used up")
        day_reset_s = _UNKNOWN_S if limits.day_reset is None else limits.day_reset
        day_left_s = self._told_at + day_reset_s - now
        if _low(limits.day_remaining, limits.day_limit) and day_left_s > 0:
            raise _over(day_left_s, "less than a tenth of the day's budget is left")
        minute_reset_s = _MINUTE_S if limits.minute_reset is None else limits.minute_reset
        if _low(limits.minute_remaining, limits.minute_limit):
            return max(0.0, self._told_at + min(minute_reset_s, _MINUTE_S) - now)
        return 0.0


def _low(remaining: int | None, limit: int | None) -> bool:
    if remaining is None:
        return False
    return remaining < max(1.0, RESERVE * (limit or 0))


def _over(retry_after_s: float, message: str) -> ServiceRefused:
    return ServiceRefused(
        "limit_exceeded", code=_LIMIT_EXCEEDED, message=message, retry_after_s=retry_after_s
    )
