"""Reminds the person to call back, over restarts, until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Number
from uis_desktop.core.reminders import Reminder
from uis_desktop.session.alarm import Alarm


class ReminderStore(Protocol):
    """Where reminders are kept; every method may raise ``HistoryUnreadable``."""

    async def reminders(self) -> Sequence[Reminder]:
        """All there are, the next one first."""
        ...

    async def keep_reminder(self, reminder: Reminder) -> None:
        """Keep it in place of an older one for the number."""
        ...

    async def drop_reminder(self, number: Number) -> None:
        """Forget the reminder of a number."""
        ...


class Reminders:
    """Knows when the next one is due, and tells which are."""

    def __init__(
        self,
        *,
        store: ReminderStore,
        show: Callable[[Sequence[Reminder]], None],
        changed: asyncio.Event,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """``show`` gets those due now; ``changed`` is set when lists are to be read anew."""
        self._store = store
        self._show = show
        self._lists_changed = changed
        self._now = now
        self._look = asyncio.Event()
        self._alarm = Alarm(now=now, sleep=sleep, ring=self._rang, name="reminder")

    async def run(self) -> None:
        """Tell which are due, whenever that changes, for ever.

        Raises:
            HistoryUnreadable: they cannot be read.
        """
        async with asyncio.TaskGroup() as group:
            while True:
                self._look.clear()
                reminders = await self._store.reminders()
                now = self._now()
                self._show([one for one in reminders if one.due <= now])
                self._alarm.set(next((one.due for one in reminders if one.due > now), None), group)
                await self._look.wait()

    async def remind(self, call: HistoryRow, due: datetime) -> None:
        """Remind at ``due`` to call the number of this call back; nothing for a hidden one.

        Raises:
            HistoryUnreadable
        """
        if call.contact_phone_number:
            await self._keep(call.contact_phone_number, due, call.contact_full_name)

    async def put_off(self, reminder: Reminder, due: datetime) -> None:
        """Remind again at ``due``.

        Raises:
            HistoryUnreadable
        """
        await self._keep(reminder.phone_number, due, reminder.name)

    async def drop(self, number: Number) -> None:
        """It is done, or not wanted any more.

        Raises:
            HistoryUnreadable
        """
        await self._store.drop_reminder(number)
        self._lists_changed.set()
        self.look()

    def look(self) -> None:
        """History has changed: look what is due."""
        self._look.set()

    def hurry(self) -> None:
        """The machine woke up: the timer may have slept with it."""
        self._alarm.stop()
        self.look()

    async def _keep(self, number: Number, due: datetime, name: str | None) -> None:
        await self._store.keep_reminder(
            Reminder(phone_number=number, due=due, set_at=self._now(), name=name)
        )
        self._lists_changed.set()
        self.look()

    async def _rang(self) -> None:
        self.look()
