"""Journals nobody has to wait for: entries are written together, soon."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Collection, Mapping
from datetime import datetime

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.journals.clicks import SentClick, begin_click, settle_click
from uis_desktop.relay.journals.entries import (
    Entry,
    Sort,
    entries_about,
    forget_account_entries,
    forget_entries,
    latest_entries,
    put_entries,
    trim_entries,
)
from uis_desktop.relay.journals.seen import put_seen, read_seen

_log = logging.getLogger(__name__)
_MOST_WAITING = 50_000
#: What comes within this time shares one commit: the disk has events to keep.
_TOGETHER_S = 0.25


class Journals:
    """Takes entries at once, writes them in the background, reads them back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Entry] = []
        self._wake = asyncio.Event()
        self._writing = asyncio.Lock()

    def note(self, entry: Entry) -> None:
        """Remember this; it is on disk a moment later."""
        if len(self._waiting) < _MOST_WAITING:
            self._waiting.append(entry)
            self._wake.set()
        else:
            _log.error("the journals do not keep up: an entry is lost")

    async def write(self) -> None:
        """Write what comes, until cancelled."""
        while True:
            await self._wake.wait()
            await asyncio.sleep(_TOGETHER_S)
            self._wake.clear()
            await self.flush()

    async def flush(self) -> None:
        """Write what waits."""
        async with self._writing:
            entries, self._waiting = self._waiting, []
            if not entries:
                return
            try:
                await self._database.write(functools.partial(put_entries, entries=entries))
            except (UisError, apsw.Error, ValueError) as error:
                # A journal must never stand in the way of a call.
                _log.error("%d journal entries are lost: %s", len(entries), error)

    async def begin_click(self, click: SentClick, entry: Entry) -> bool:
        """On disk when this returns; False if the click was sent before.

        Raises:
            StorageUnusable: it is not certain to be kept.
        """
        return await self._database.write(functools.partial(begin_click, click=click, entry=entry))

    async def settle_click(
        self, click: SentClick, call_session_id: str | None, detail: Mapping[str, object]
    ) -> None:
        """What became of it."""
        try:
            await self._database.write(
                functools.partial(
                    settle_click, click=click, call_session_id=call_session_id, detail=detail
                )
            )
        except (UisError, apsw.Error) as error:
            _log.error("what became of a click is not in the journal: %s", error)

    async def latest(self, account: str, sort: Sort, limit: int) -> list[Entry]:
        """The newest entries first, those still waiting too."""
        await self.flush()
        try:
            await self._database.catch_up()
        except StorageUnusable as error:
            _log.warning("what other relays noted may be missing: %s", error.detail)
        return await self._database.read(
            functools.partial(latest_entries, account=account, sort=sort, limit=limit)
        )

    async def saw(self, devices: Mapping[str, str], at: datetime) -> None:
        """These devices are connected now; their accounts by their ids."""
        if not devices:
            return
        try:
            await self._database.write(functools.partial(put_seen, devices=devices, at=at))
        except (UisError, apsw.Error) as error:
            _log.error("who is connected could not be noted: %s", error)

    async def seen(self, account: str) -> dict[str, datetime]:
        """When each device of the account was connected last."""
        return await self._database.read(functools.partial(read_seen, account=account))

    async def trim(self, before: datetime) -> int:
        """Forget what is older; how many."""
        try:
            return await self._database.write(functools.partial(trim_entries, before=before))
        except (UisError, apsw.Error) as error:
            _log.error("old journal entries could not be forgotten: %s", error)
            return 0

    async def about(
        self, account: str, phone_number: str, calls: Collection[str] = ()
    ) -> list[Entry]:
        """Everything noted about a number (E.164 with ``+``) or these calls, the oldest first."""
        await self.flush()
        return await self._database.read(
            functools.partial(
                entries_about, account=account, phone_number=phone_number, calls=calls
            )
        )

    async def forget(self, account: str, phone_number: str, calls: Collection[str] = ()) -> int:
        """Forget everything noted about a number or these calls; how many entries."""
        await self.flush()
        forgotten = await self._database.write(
            functools.partial(
                forget_entries, account=account, phone_number=phone_number, calls=calls
            )
        )
        await self._database.compact()
        return forgotten

    async def forget_account(self, account: str) -> int:
        """Forget everything of an account; how many entries."""
        await self.flush()
        forgotten = await self._database.write(
            functools.partial(forget_account_entries, account=account)
        )
        await self._database.compact()
        return forgotten

    async def close(self) -> None:
        """Write what waits, then close the file."""
        await self.flush()
        await self._database.close()
