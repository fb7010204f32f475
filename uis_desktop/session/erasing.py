"""Takes calls out of the history: all of one number, or those that are too old."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from uis_desktop.core.phone import Number
from uis_desktop.session.alarm import Alarm
from uis_desktop.session.bookkeeper import Bookkeeper
from uis_desktop.session.ports import CallStore

#: Others want to read the journal meanwhile.
_AT_ONCE = 500
_EVERY = timedelta(days=1)


class Erasing:
    """Erases on demand, and once a day what is older than the person wants to keep.

    Before :meth:`keep_for` was called nothing is too old.  A choice that is made while
    the session runs counts from the next day on: what was chosen by mistake can be
    chosen back.
    """

    def __init__(
        self,
        *,
        store: CallStore,
        keeper: Bookkeeper,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._now = now
        self._days: int | None = None
        self._look = asyncio.Event()
        self._alarm = Alarm(now=now, sleep=sleep, ring=self._rang, name="retention")

    def keep_for(self, days: int) -> None:
        """Keep calls for so many days; 0: for ever."""
        if self._days is None:
            self._look.set()
        self._days = days

    async def run(self) -> None:
        """Erase what is too old, now and once a day, for ever.

        Raises:
            HistoryUnreadable
        """
        async with asyncio.TaskGroup() as group:
            while True:
                await self._look.wait()
                self._look.clear()
                if self._days:
                    await self._erase_old(self._now() - timedelta(days=self._days))
                self._alarm.set(self._now() + _EVERY, group)

    async def count_of_number(self, number: Number) -> int:
        """How many calls :meth:`erase_number` would take out.

        Raises:
            HistoryUnreadable
        """
        return await self._store.count_of_number(number)

    async def erase_number(self, number: Number) -> None:
        """Take out all finished calls of a number, with their notes, and its reminder.

        Raises:
            HistoryUnreadable
        """
        await self._keeper.erase(lambda: self._store.erase_number(number))

    async def _erase_old(self, before: datetime) -> None:
        while await self._keeper.erase(lambda: self._store.erase_before(before, _AT_ONCE)):
            pass

    async def _rang(self) -> None:
        self._look.set()
