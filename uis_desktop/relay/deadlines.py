"""Cancels what is late: one timer, however much is waited for."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any


class Deadlines:
    """Gives every future the same time."""

    def __init__(self, within_s: float) -> None:
        self._within_s = within_s
        self._loop = asyncio.get_running_loop()
        self._queue: deque[tuple[float, asyncio.Future[Any]]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, future: asyncio.Future[Any]) -> None:
        """Cancel ``future`` if it is not done in time."""
        queue = self._queue
        while queue and queue[0][1].done():
            queue.popleft()
        queue.append((self._loop.time() + self._within_s, future))
        if self._timer is None:
            self._timer = self._loop.call_later(self._within_s, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self._loop.time()
        while self._queue and (self._queue[0][0] <= now or self._queue[0][1].done()):
            self._queue.popleft()[1].cancel()
        if self._queue:
            self._timer = self._loop.call_at(self._queue[0][0], self._tick)
