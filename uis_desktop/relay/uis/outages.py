"""Notices when notifications could not be taken in, so that UIS can be asked about it.

The relay touches a file every few seconds.  When it was dead, or refused what came
because log or disk failed, the file has stood still: that is the gap.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from uis_desktop.errors import UisError
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.log.port import Log, Wanted
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis.gaps import add_gap

_log = logging.getLogger(__name__)

FILE_NAME = "alive"
_EVERY_S = 5.0
#: A machine that slept, or a loop that stood still, for so long has missed something.
_STOOD_STILL = timedelta(seconds=6 * _EVERY_S)


class Outages:
    """Keeps the mark of when all was well last, and records the gaps behind it."""

    def __init__(
        self, *, data: Path, roster: Roster, directory: Database, log: Log, metrics: Metrics
    ) -> None:
        self._file = data / FILE_NAME
        self._roster = roster
        self._directory = directory
        self._events = log
        self._metrics = metrics
        self._refused = 0
        self._in_doubt = True

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look(datetime.now(UTC))
            await asyncio.sleep(_EVERY_S)

    async def look(self, now: datetime) -> None:
        """Look once; at the first time, and after a refusal, there is a gap in any case."""
        refused = self._metrics.notifications["refused"]
        if refused != self._refused:
            self._refused, self._in_doubt = refused, True
            return
        mark = await asyncio.to_thread(_read, self._file)
        if mark is None or self._in_doubt or now - mark > _STOOD_STILL:
            try:
                await self._record(mark, now)
            except UisError as error:
                _log.warning("a gap cannot be recorded yet: %s", error.detail)
                return
        self._in_doubt = False
        await asyncio.to_thread(_touch, self._file, now)

    async def _record(self, mark: datetime | None, now: datetime) -> None:
        """A gap for every account that has access to UIS's reports.

        Raises:
            StorageUnusable: nothing is recorded.
        """
        for account in self._roster.current().accounts.values():
            if account.settings.uis is None:
                continue
            since = mark or await self._newest(account.id)
            if since is not None and since < now:
                _log.info("account %s: notifications may be missing since %s", account.id, since)
                await self._directory.write(
                    functools.partial(add_gap, account=account.id, since=since, until=now)
                )

    async def _newest(self, account: str) -> datetime | None:
        """When the newest event came: without a mark, that is when all was well last."""
        for record in await self._events.records(account, Wanted(limit=1)):
            return record.received_at
        return None


def _read(file: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _touch(file: Path, now: datetime) -> None:
    """Set the mark; an earlier one after a power cut only makes a gap longer."""
    try:
        file.touch(mode=0o600)
        os.utime(file, (now.timestamp(), now.timestamp()))
    except OSError as error:
        _log.warning("%s cannot be touched: %s", file.name, error.strerror)
