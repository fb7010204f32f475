"""Erases the events and the journals of companies that are gone."""

from __future__ import annotations

import asyncio
import functools
import logging

from uis_desktop.errors import UisError
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.account_changes import account_erased, removed_accounts
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.log.port import Log, Wanted

_log = logging.getLogger(__name__)
_PAGE = 500
_EVERY_S = 1.0


class Eraser:
    """Looks for removed accounts; what cannot be erased now is tried again."""

    def __init__(self, *, directory: Database, log: Log, journals: Journals) -> None:
        self._directory = directory
        self._log = log
        self._journals = journals

    async def watch(self) -> None:
        """Erase what is to be erased, until cancelled."""
        while True:
            for account in await self._directory.read(removed_accounts):
                try:
                    await self._erase(account)
                except (UisError, ConnectionError) as error:
                    _log.warning("account %s is not erased yet: %s", account, error)
            await asyncio.sleep(_EVERY_S)

    async def _erase(self, account: str) -> None:
        events = 0
        while page := await self._log.records(account, Wanted(limit=_PAGE)):
            events += await self._log.forget_calls(
                account,
                {record.call_session_id for record in page if record.call_session_id},
                {record.seq for record in page if not record.call_session_id},
            )
        entries = await self._journals.forget_account(account)
        await self._directory.write(functools.partial(account_erased, account_id=account))
        await self._directory.compact()
        _log.info("account %s: %d events and %d entries erased", account, events, entries)
