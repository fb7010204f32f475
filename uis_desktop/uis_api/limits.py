"""The account's budget of requests, by day and by minute (Call API, "Limits")."""

from __future__ import annotations

import msgspec

_LIMIT_EXCEEDED = -32029
_MINUTE_S = 60.0


class Limits(msgspec.Struct, frozen=True):
    """What UIS tells with a reply; ``reset`` is in seconds from now.

    They depend on the tariff, so nothing here is ever assumed.
    """

    day_limit: int | None = None
    day_remaining: int | None = None
    day_reset: float | None = None
    minute_limit: int | None = None
    minute_remaining: int | None = None
    minute_reset: float | None = None


def retry_after_s(mnemonic: str, code: int, message: str, *told: Limits | None) -> float | None:
    """Seconds until an exhausted budget is renewed; None if it is not about that, or unknown.

    The message names the period ("Limit per {day|minute} …"); without a word
    from UIS a minute's budget is back after a minute, a day's nobody knows.
    """
    if mnemonic != "limit_exceeded" and code != _LIMIT_EXCEEDED:
        return None
    known = [limits for limits in told if limits is not None]
    day_is_over = "day" in message.lower() or any(limits.day_remaining == 0 for limits in known)
    if day_is_over:
        return next((limits.day_reset for limits in known if limits.day_reset is not None), None)
    return next(
        (limits.minute_reset for limits in known if limits.minute_reset is not None), _MINUTE_S
    )
