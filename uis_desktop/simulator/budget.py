"""The points an account may spend in a minute and in a day.

A successful request costs one point, unless the account says otherwise; what
Call API's methods really cost is not published.  The windows begin with the
account's own minute and day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.scenario import Account, Limits


class Budget:
    """What is left of both budgets."""

    def __init__(self, limits: Limits, clock: Clock, account: Account) -> None:
        self._limits = limits
        self._clock = clock
        self._zone = ZoneInfo(account.timezone)
        self._weights = account.weights
        self._minute = self._day = self._now()
        self._minute_spent = 0
        self._day_spent = 0

    def check(self, method: str) -> None:
        """Find out whether a request of this method may be carried out.

        Raises:
            Refusal: a budget is used up.
        """
        self._turn_over()
        for period, limit, spent in (
            ("minute", self._limits.minute, self._minute_spent),
            ("day", self._limits.day, self._day_spent),
        ):
            if spent + self._cost(method) > limit:
                raise Refusal("limit_exceeded", params={"period": period, "limit": limit})

    def charge(self, method: str) -> None:
        """A request of this method was carried out."""
        self._turn_over()
        self._minute_spent += self._cost(method)
        self._day_spent += self._cost(method)

    def leave(self, *, minute: int | None, day: int | None) -> None:
        """No more than so many points are left, as if the rest had been spent."""
        self._turn_over()
        if minute is not None:
            self._minute_spent = max(0, self._limits.minute - minute)
        if day is not None:
            self._day_spent = max(0, self._limits.day - day)

    def told(self) -> Mapping[str, int]:
        """The budgets as replies tell them (``metadata.limits``)."""
        now = self._turn_over()
        next_minute = _minute_of(now) + timedelta(minutes=1)
        next_day = _day_of(now) + timedelta(days=1)
        return {
            "day_limit": self._limits.day,
            "day_remaining": max(0, self._limits.day - self._day_spent),
            "day_reset": int((next_day - now).total_seconds()),
            "minute_limit": self._limits.minute,
            "minute_remaining": max(0, self._limits.minute - self._minute_spent),
            "minute_reset": int((next_minute - now).total_seconds()),
        }

    def _cost(self, method: str) -> int:
        return self._weights.get(method, 1)

    def _now(self) -> datetime:
        return self._clock.now().astimezone(self._zone)

    def _turn_over(self) -> datetime:
        now = self._now()
        if _minute_of(now) != _minute_of(self._minute):
            self._minute, self._minute_spent = now, 0
        if _day_of(now) != _day_of(self._day):
            self._day, self._day_spent = now, 0
        return now


def _minute_of(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _day_of(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
