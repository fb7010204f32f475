"""Looks after what other processes changed and what time brings."""

from __future__ import annotations

import asyncio
import functools
import logging
from datetime import UTC, datetime, timedelta

from uis_desktop.errors import UisError
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.contacts import contacts_after
from uis_desktop.relay.directory.staff import read_staff
from uis_desktop.relay.fanout import Fanout
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.phonebook import Phonebook
from uis_desktop.relay.roster import Roster, Snapshot
from uis_desktop.wire.closing import CloseCode

_log = logging.getLogger(__name__)
_TRIM_EVERY_S = 3600.0


class Watchman:
    """Cuts revoked devices, keeps the phonebook up to date, forgets old events."""

    def __init__(
        self,
        *,
        roster: Roster,
        directory: Database,
        phonebook: Phonebook,
        fanout: Fanout,
        journals: Journals,
        watch_s: float,
        keep_days: int,
    ) -> None:
        self._roster = roster
        self._directory = directory
        self._phonebook = phonebook
        self._fanout = fanout
        self._journals = journals
        self._watch_s = watch_s
        self._keep = timedelta(days=keep_days)
        self._seen: Snapshot | None = None

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(self._watch_s)

    async def look(self) -> None:
        """Look once: has another process changed the directory?"""
        snapshot = self._roster.current()
        if snapshot is self._seen:
            return
        for channel in self._fanout.channels():
            if not self._roster.still_valid(channel.device):
                channel.end(CloseCode.TOKEN_REFUSED)
        self._phonebook.know_staff(await self._directory.read(read_staff))
        for account in snapshot.accounts:
            await self._read_contacts(account)
        self._seen = snapshot

    async def trim(self) -> None:
        """Forget what is older than the days to keep, every hour, until cancelled."""
        while self._keep:
            try:
                await self._trim(datetime.now(UTC) - self._keep)
            except UisError as error:
                _log.warning("what is too old is not forgotten yet: %s", error.detail)
            await asyncio.sleep(_TRIM_EVERY_S)

    async def _trim(self, before: datetime) -> None:
        for what, trimmed in (
            ("events", await self._fanout.log.trim(before)),
            ("journal entries", await self._journals.trim(before)),
        ):
            if trimmed:
                _log.info("%d %s are older than %d days: forgotten", trimmed, what, self._keep.days)

    async def _read_contacts(self, account: str) -> None:
        more = True
        while more:
            page = await self._directory.read(
                functools.partial(
                    contacts_after, account=account, cursor=self._phonebook.cursor(account)
                )
            )
            self._phonebook.take_in(account, page)
            more = page.more
