"""Silence has a meaning too: ask the book when it wants to be asked, and only then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from uis_desktop.session.bookkeeper import Bookkeeper

#: A clock set back must not make us ask without a pause.
_SHORTEST_S = 0.5


class Ticking:
    """One timer, and none while no call goes on."""

    def __init__(
        self,
        *,
        keeper: Bookkeeper,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._keeper = keeper
        self._now = now
        self._sleep = sleep
        self._alarm: asyncio.Task[None] | None = None
        self._due: datetime | None = None

    async def run(self) -> None:
        """Keep the timer set to the book's next tick, for ever.

        Raises:
            ExceptionGroup: with the HistoryUnreadable of a failed write.
        """
        async with asyncio.TaskGroup() as group:
            while True:
                self._wind(group)
                await self._keeper.moved.wait()
                self._keeper.moved.clear()

    def hurry(self) -> None:
        """The machine woke up: the timer may have slept with it."""
        self._stop()
        self._keeper.moved.set()

    def _wind(self, group: asyncio.TaskGroup) -> None:
        """Set the timer.

        One that would ring earlier than needed is left alone: in Qt's loop a
        cancelled timer lives on until its time, and most events only move the
        next tick away.
        """
        due = self._keeper.next_tick()
        if due is None:
            self._stop()
            return
        if self._alarm is not None and self._due is not None and self._due <= due:
            return
        self._stop()
        self._due = due
        self._alarm = group.create_task(self._ring(due), name="tick")

    async def _ring(self, due: datetime) -> None:
        await self._sleep(max(_SHORTEST_S, (due - self._now()).total_seconds()))
        self._alarm = None
        await self._keeper.change(lambda book, now: book.tick(now))

    def _stop(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
