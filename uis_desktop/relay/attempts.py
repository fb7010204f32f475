"""Counts failures, so that nobody can try codes one after another."""

from __future__ import annotations

import time
from collections import deque

_WINDOW_S = 60.0
_MOST_ADDRESSES = 10_000


class Attempts:
    """Failures of the last minute, by address and all together."""

    def __init__(self, *, each: int, together: int) -> None:
        self._each = each
        self._together = together
        self._failures: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    def exhausted(self, address: str, now: float | None = None) -> bool:
        """No more tries for this address now."""
        now = time.monotonic() if now is None else now
        mine = self._failures.get(address, deque())
        for failures in (mine, self._all):
            while failures and failures[0] <= now - _WINDOW_S:
                failures.popleft()
        return len(mine) >= self._each or len(self._all) >= self._together

    def failed(self, address: str, now: float | None = None) -> None:
        """Another wrong code."""
        now = time.monotonic() if now is None else now
        if len(self._failures) >= _MOST_ADDRESSES:
            self._failures.pop(next(iter(self._failures)))
        self._failures.setdefault(address, deque(maxlen=self._each)).append(now)
        self._all.append(now)
