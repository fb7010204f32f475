"""Silence has a meaning too: ask the book when it wants to be asked, and only then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from uis_desktop.session.alarm import Alarm
from uis_desktop.session.bookkeeper import Bookkeeper


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
        self._alarm = Alarm(now=now, sleep=sleep, ring=self._tick, name="tick")

    async def run(self) -> None:
        """Keep the timer set to the book's next tick, for ever.

        Raises:
            ExceptionGroup: with the HistoryUnreadable of a failed write.
        """
        async with asyncio.TaskGroup() as group:
            while True:
                self._alarm.set(self._keeper.next_tick(), group)
                await self._keeper.moved.wait()
                self._keeper.moved.clear()

    def hurry(self) -> None:
        """The machine woke up: the timer may have slept with it."""
        self._alarm.stop()
        self._keeper.moved.set()

    async def _tick(self) -> None:
        await self._keeper.change(lambda book, now: book.tick(now))
