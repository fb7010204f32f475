"""One timer that is set anew and anew."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

#: A clock set back must not make us ring without a pause.
_SHORTEST_S = 0.5
#: Qt's timers count to 24 days, and a clock may be set meanwhile.
_LONGEST_S = 12 * 3600.0


class Alarm:
    """Rings when it is due, or earlier after a very long time: whoever hears it looks again."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        ring: Callable[[], Awaitable[None]],
        name: str,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._on_ring = ring
        self._name = name
        self._task: asyncio.Task[None] | None = None
        self._due: datetime | None = None

    def set(self, due: datetime | None, group: asyncio.TaskGroup) -> None:
        """Ring at ``due``; never, for None.

        One that would ring earlier than needed is left alone: in Qt's loop a
        cancelled timer lives on until its time, and most changes only move the
        next ring away.
        """
        if due is None:
            self.stop()
            return
        if self._task is not None and self._due is not None and self._due <= due:
            return
        self.stop()
        self._due = due
        self._task = group.create_task(self._ring(due), name=self._name)

    def stop(self) -> None:
        """Do not ring."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _ring(self, due: datetime) -> None:
        left_s = (due - self._now()).total_seconds()
        await self._sleep(min(max(_SHORTEST_S, left_s), _LONGEST_S))
        self._task = None
        await self._on_ring()
