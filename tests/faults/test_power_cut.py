"""The power goes 1,000 times while the log is written: what was acknowledged is there.

The log's own writer runs on a disk that forgets what was not synced
(:mod:`tests.faults.power`).  Two controls lose events, as they must: a disk
that lies about syncing, and SQLite told to sync less.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest

from tests.faults.power import Disk, PowerGone
from tests.relay.drafts import draft, whoever_has_seen
from uis_desktop.relay.log.appending import Appender
from uis_desktop.relay.log.port import Draft
from uis_desktop.relay.log.reading import read_records, read_span
from uis_desktop.relay.log.sqlite_log import open_log

CUTS = 1_000
_OFF, _NORMAL = 0, 1
_PER_DISK = 50


def _draft(number: int, size: int) -> Draft:
    return draft(str(number), whoever_has_seen("1", "2"), call=str(number // 4), raw=bytes(size))


def _prepare(connection: apsw.Connection) -> None:
    """What the disk needs (it has no shared memory), and checkpoints among what the cuts hit."""
    connection.pragma("locking_mode", "exclusive")
    connection.pragma("wal_autocheckpoint", 12)


def _open(synchronous: int | None) -> apsw.Connection:
    """The log as the relay opens it, on the disk that is there; then perhaps made careless."""
    apsw.connection_hooks.append(_prepare)
    try:
        connection = open_log(Path())
    finally:
        apsw.connection_hooks.remove(_prepare)
    if synchronous is not None:
        connection.pragma("synchronous", synchronous)
    return connection


@dataclass
class Life:
    """One disk through many power cuts, and what is known to have been acknowledged."""

    chance: random.Random
    synchronous: int | None = None
    honest: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    acknowledged: dict[int, int] = field(default_factory=dict)
    lost: int = 0
    next_number: int = 0
    interrupted: int = 0

    def until_the_next_cut(self) -> None:
        """Write until the power goes, then see what the next start finds."""
        disk = Disk(self.files, honest=self.honest)
        connection = _open(self.synchronous)
        disk.steps_left = self.chance.randrange(1, 60)
        try:
            appender = Appender(connection)
            while True:
                self._append(appender)
        except (apsw.Error, PowerGone):
            self.interrupted += 1
        self.files = disk.cut(self.chance)
        connection.close(True)
        disk.unregister()
        self._look()

    def _append(self, appender: Appender) -> None:
        """One group commit; what it returns has been acknowledged."""
        count, size = self.chance.randrange(1, 6), self.chance.choice((20, 700, 6000))
        drafts = [_draft(self.next_number + n, size) for n in range(count)]
        self.next_number += count
        for one, stored in zip(drafts, appender.append(drafts), strict=True):
            assert stored is not None
            self.acknowledged[int(one.key)] = stored.seq

    def _look(self) -> None:
        disk = Disk(self.files)
        try:
            connection = _open(self.synchronous)
            assert connection.pragma("integrity_check") == "ok"
            calls = [record.seq for record in read_records(connection, "acme", 0)]
            assert calls == list(range(1, len(calls) + 1)), "out of order, or twice"
            assert read_span(connection, "acme").latest == len(calls)
            there = dict(connection.execute("SELECT key, seq FROM event"))
            self.lost += sum(
                there.get(str(number).encode()) != seq for number, seq in self.acknowledged.items()
            )
            connection.close()
        finally:
            self.files = disk.cut(self.chance)
            disk.unregister()


@pytest.mark.timeout(180)
def test_no_acknowledged_event_is_lost_in_a_thousand_power_cuts() -> None:
    cuts = 0
    for seed in range(CUTS // _PER_DISK):
        life = Life(random.Random(seed))
        for _ in range(_PER_DISK):
            life.until_the_next_cut()
        assert life.lost == 0
        assert life.acknowledged
        cuts += life.interrupted
    assert cuts == CUTS


@pytest.mark.parametrize(
    ("synchronous", "honest"),
    [
        pytest.param(_NORMAL, True, id="a log that syncs at checkpoints only"),
        pytest.param(_OFF, True, id="a log that never syncs"),
        pytest.param(None, False, id="a disk that lies"),
    ],
)
def test_the_cuts_would_find_a_log_that_does_not_sync(
    synchronous: int | None, honest: bool
) -> None:
    life = Life(random.Random(1), synchronous=synchronous, honest=honest)
    for _ in range(20):
        try:
            life.until_the_next_cut()
        except (apsw.Error, AssertionError):
            # A damaged file is a loss too.
            life.lost += 1
        if life.lost:
            return
    pytest.fail("twenty power cuts and nothing was lost: the test cannot fail")
