"""Notices that the far side of a stream is gone: one timer for all streams."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Protocol

#: How often a second of the interval is looked after; it spreads the pings.
_TICKS = 50


class Beating(Protocol):
    """Something that wants to be looked after."""

    def beat(self, now: float) -> bool:
        """It is time again; False if there is no need any more."""
        ...


class Heartbeat:
    """Calls :meth:`Beating.beat` of each stream every ``every_s`` seconds.

    Ten thousand streams would otherwise be ten thousand timers.  All have the
    same interval, so a queue keeps them in order of their time.
    """

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._loop = asyncio.get_running_loop()
        self._queue: deque[tuple[float, Beating]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, one: Beating) -> None:
        """Look after it from now on."""
        self._queue.append((self._loop.time() + self._every_s, one))
        self._sleep()

    def stop(self) -> None:
        """Look after nobody any more."""
        self._queue.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _sleep(self) -> None:
        if self._timer is None and self._queue:
            wait = max(self._queue[0][0] - self._loop.time(), self._every_s / _TICKS)
            self._timer = self._loop.call_later(wait, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self._loop.time()
        while self._queue and self._queue[0][0] <= now:
            _, one = self._queue.popleft()
            if one.beat(now):
                self._queue.append((now + self._every_s, one))
        self._sleep()
