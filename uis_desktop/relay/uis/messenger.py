"""Goes to UIS for every account: every 15 minutes, after an outage, and when asked."""

from __future__ import annotations

import asyncio
import functools
import logging
import socket
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

import apsw
import msgspec

from uis_desktop.errors import UisError
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis.errands import Errand, agenda
from uis_desktop.relay.uis.fetching import Fetching
from uis_desktop.relay.uis.gaps import gap_asked
from uis_desktop.relay.uis.progress import (
    Fetched,
    keep_fetch,
    last_fetch,
    leave_lease,
    take_lease,
)
from uis_desktop.relay.uis.wishes import fulfil

_log = logging.getLogger(__name__)

_LOOK_EVERY_S = 1.0
_ACCOUNTS_AT_ONCE = 4
#: Another relay is at it, or the directory could not be written.
_PAUSE_S = 10.0


class Messenger:
    """Sends somebody on each errand that is due; one relay at a time for an account."""

    def __init__(
        self,
        *,
        fetching: Fetching,
        roster: Roster,
        directory: Database,
        journals: Journals,
        metrics: Metrics,
        data: Path,
        several: bool = False,
    ) -> None:
        """``several``: other relays may have the key that this one lacks."""
        self._fetching = fetching
        self._roster = roster
        self._directory = directory
        self._journals = journals
        self._metrics = metrics
        # The same after a restart: a lease of the process before is ours.
        self._holder = blake2b(f"{socket.gethostname()}:{data}".encode(), digest_size=8).hexdigest()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, float] = {}
        self._several = several
        self._left_to_others: set[str] = set()
        self._gate = asyncio.Semaphore(_ACCOUNTS_AT_ONCE)

    async def run(self) -> None:
        """Look for something to do, again and again, until cancelled."""
        try:
            while True:
                await self._look()
                await asyncio.sleep(_LOOK_EVERY_S)
        finally:
            errands = list(self._under_way.values())
            for errand in errands:
                errand.cancel()
            await asyncio.gather(*errands, return_exceptions=True)
            await self._fetching.aclose()

    async def _look(self) -> None:
        now = time.monotonic()
        free = [
            account
            for account in self._roster.current().accounts.values()
            if account.id not in self._under_way and self._not_before.get(account.id, 0) <= now
        ]
        errands = await self._directory.read(
            functools.partial(agenda, accounts=free, now=datetime.now(UTC))
        )
        for errand in errands:
            task = asyncio.create_task(self._go(errand), name=f"uis {errand.account.id}")
            self._under_way[errand.account.id] = task
            task.add_done_callback(functools.partial(self._on_done, errand))

    def _on_done(self, errand: Errand, task: asyncio.Task[None]) -> None:
        """A defect in one errand must not take the relay down; it is tried again later."""
        account = errand.account.id
        del self._under_way[account]
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        self._not_before[account] = time.monotonic() + _PAUSE_S
        if isinstance(error, UisError):
            _log.warning("account %s: %s not noted: %s", account, errand.wanted.what, error.detail)
        else:
            _log.error("account %s: %s has failed", account, errand.wanted.what, exc_info=error)

    async def _go(self, errand: Errand) -> None:
        account = errand.account.id
        async with self._gate:
            if self._several and await self._leave_to_others(errand):
                return
            mine = await self._directory.write(
                functools.partial(
                    take_lease, account=account, holder=self._holder, now=datetime.now(UTC)
                )
            )
            if not mine:
                self._not_before[account] = time.monotonic() + _PAUSE_S
                return
            fetched = await self._fetching.fetch(errand)
            await self._keep(errand, fetched)

    async def _leave_to_others(self, errand: Errand) -> bool:
        """Without a key of our own, a relay that has one goes first."""
        account = errand.account.id
        if account in self._left_to_others or await self._fetching.has_key(errand):
            self._left_to_others.discard(account)
            return False
        self._left_to_others.add(account)
        self._not_before[account] = time.monotonic() + _PAUSE_S
        return True

    async def _keep(self, errand: Errand, fetched: Fetched) -> None:
        """Note how it went: for the next round, for whoever asked, and for the journal."""
        account, what = errand.account.id, errand.wanted.what
        before = await self._directory.read(
            functools.partial(last_fetch, account=account, what=what)
        )
        await self._directory.write(
            functools.partial(_note, errand=errand, fetched=fetched, holder=self._holder)
        )
        problem = fetched.problem
        self._metrics.fetched[what, "ok" if problem is None else "failed"] += 1
        if problem is not None:
            _log.warning("account %s: %s: %s", account, what, problem.words("en"))
        else:
            done = ", ".join(f"{number} {name}" for name, number in fetched.figures.items())
            _log.info("account %s: %s in %.1f s: %s", account, what, fetched.seconds, done)
        if fetched.zone is not None and fetched.zone != (before and before.zone):
            _log.warning("account %s: %s", account, fetched.zone.words("en"))
        if errand.wish is not None or not _same_problem(before, fetched):
            self._journals.note(_entry(errand, fetched))


def _same_problem(before: Fetched | None, now: Fetched) -> bool:
    """It failed as it did the last time: nobody wants to read that every 15 minutes."""
    if before is None or before.problem is None or now.problem is None:
        return False
    return before.problem.code == now.problem.code


def _note(connection: apsw.Connection, errand: Errand, fetched: Fetched, holder: str) -> None:
    account = errand.account.id
    keep_fetch(connection, account, errand.wanted.what, fetched)
    if errand.wish is not None:
        fulfil(connection, account, errand.wish, fetched)
    if errand.gap is not None:
        gap_asked(connection, account, errand.gap, fetched.at, well=fetched.problem is None)
    leave_lease(connection, account, holder)


def _entry(errand: Errand, fetched: Fetched) -> Entry:
    wanted, problem = errand.wanted, fetched.problem
    span: Mapping[str, object] = {}
    if wanted.since is not None:
        until = wanted.until or fetched.at
        span = {"since": wanted.since.isoformat(), "until": until.isoformat()}
    return Entry(
        account=errand.account.id,
        sort=Sort.FETCHED,
        at=fetched.at,
        detail={
            "what": wanted.what,
            "on_demand": errand.wish is not None,
            "seconds": fetched.seconds,
            "figures": fetched.figures,
            "problem": None if problem is None else problem.as_detail(),
            "zone": None if fetched.zone is None else msgspec.to_builtins(fetched.zone),
            **span,
        },
    )
