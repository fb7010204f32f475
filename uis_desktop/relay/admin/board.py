"""What arrived last of each kind: read from the log, remembered, read on."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from uis_desktop.core.ring_test import TEST_MARK
from uis_desktop.relay.intake.reading import UNREADABLE
from uis_desktop.relay.log.port import Log, Record, Wanted

#: What is older than so many events is not looked for.
_LOOK_BACK = 100_000
_AMONG = 200

#: How UIS sends notifications.
_METHODS = frozenset({"GET", "POST"})


class Board:
    """The newest event of each kind, by account, that UIS has sent as a notification.

    The administrator's own tests do not count, and neither do calls that were
    made good later out of UIS's reports.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._epoch = log.epoch
        self._read_to: dict[str, int] = {}
        self._latest: defaultdict[str, dict[str, Record]] = defaultdict(dict)
        self._recent: dict[str, tuple[int, list[Record]]] = {}
        self._unreadable: dict[str, tuple[int, list[Record]]] = {}

    async def latest(self, account: str) -> dict[str, Record]:
        """By kind; kinds nobody sent are missing."""
        if self._epoch != self._log.epoch:
            self._epoch = self._log.epoch
            for known in (self._read_to, self._latest, self._recent, self._unreadable):
                known.clear()
        span = await self._log.span(account)
        after = max(self._read_to.get(account, 0), span.latest - _LOOK_BACK)
        if span.latest > after:
            for record in await self._log.latest_of_kinds(account, after):
                real = await self._real(record, after)
                if real is not None:
                    self._latest[account][record.kind] = real
            self._read_to[account] = span.latest
        return {
            kind: record
            for kind, record in self._latest[account].items()
            if record.seq > span.trimmed_to
        }

    async def recent(self, account: str, limit: int) -> list[Record]:
        """The newest events; read again only when there are newer ones."""
        latest = (await self._log.span(account)).latest
        known = self._recent.get(account)
        if known is None or known[0] != latest:
            found = await self._log.records(account, Wanted(limit=limit))
            known = self._recent[account] = (latest, found)
        return known[1]

    async def unreadable(self, account: str, limit: int) -> list[Record]:
        """The newest that nobody could read; looked for only when there is a newer one."""
        newest = (await self.latest(account)).get(UNREADABLE)
        if newest is None:
            return []
        known = self._unreadable.get(account)
        if known is None or known[0] != newest.seq:
            after = max(0, newest.seq - _LOOK_BACK)
            wanted = Wanted(after=after, kind=UNREADABLE, limit=limit)
            known = (newest.seq, await self._log.records(account, wanted))
            self._unreadable[account] = known
        return known[1]

    async def _real(self, newest: Record, after: int) -> Record | None:
        """The newest event of this kind that UIS has sent."""
        if _is_notification(newest):
            return newest
        wanted = Wanted(after=after, before=newest.seq, kind=newest.kind, limit=_AMONG)
        earlier = await self._log.records(newest.account, wanted)
        return next((record for record in earlier if _is_notification(record)), None)


def _is_notification(record: Record) -> bool:
    return record.method in _METHODS and not is_test(record)


def is_test(record: Record) -> bool:
    """A test ring of this page."""
    return record.normal is not None and _marked(record.normal)


class _Extra(msgspec.Struct, frozen=True):
    extra: dict[str, msgspec.Raw] = {}


def _marked(normal: bytes) -> bool:
    if TEST_MARK.encode() not in normal:
        return False
    return TEST_MARK in msgspec.json.decode(normal, type=_Extra).extra
