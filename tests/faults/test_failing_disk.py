"""A disk that is full, and one that fails: nothing is acknowledged that is not on it."""

from __future__ import annotations

import errno
import functools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest

from tests.faults import nursery
from tests.faults.power import Disk, PowerGone
from tests.relay.in_process import events, told
from tests.relay.running import send
from uis_desktop.relay.database.storage import transaction


@dataclass
class Site:
    """A relay whose disk fails while :attr:`flag` exists."""

    data: Path
    flag: Path
    hook: str
    acknowledged: list[str] = field(default_factory=list)
    _calls: Iterator[int] = field(default_factory=lambda: iter(range(1, 100_000)))
    relay: nursery.Relay | None = None

    def start(self, trouble: int | None, *options: str, blind: bool = False) -> None:
        """A new relay process whose writes fail with this errno, or whose fsync does."""
        flag = str(self.flag)
        fails: nursery.Sabotage
        if trouble is None:
            fails = functools.partial(nursery.sync_that_fails, flag)
        else:
            fails = functools.partial(nursery.disk_that_fails, flag, trouble)
        if blind:
            fails = functools.partial(nursery.acknowledge_what_failed, fails)
        self.relay = nursery.Relay(self.data, *options, sabotage=fails)

    def post(self) -> int:
        """A new event; the relay's status."""
        call = str(next(self._calls))
        return self.post_again(call)

    def post_again(self, call: str) -> int:
        """This event."""
        assert self.relay is not None
        body = f'{{"notification_name":"Lost call","call_session_id":{call}}}'.encode()
        status = send(f"http://127.0.0.1:{self.relay.port}{self.hook}", body).status
        if status == 200:
            self.acknowledged.append(call)
        return status

    def ready(self) -> int:
        """What ``/readyz`` says."""
        assert self.relay is not None
        return send(f"http://127.0.0.1:{self.relay.port}/readyz").status

    def stored(self) -> list[str]:
        """The calls in the log."""
        return [str(event["call_session_id"]) for event in events(self.data, "acme")]

    def false_acknowledgements(self) -> set[str]:
        """Calls that were acknowledged and are not there; the relay is stopped for it."""
        assert self.relay is not None
        self.relay.stop()
        stored = self.stored()
        assert len(stored) == len(set(stored)), "doubled"
        return set(self.acknowledged) - set(stored)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    hook = str(told(tmp_path / "data", "account", "add", "acme")["hook_path"])
    return Site(tmp_path / "data", tmp_path / "flag", hook)


def test_full_disk_is_told_and_the_relay_goes_on_when_there_is_room_again(site: Site) -> None:
    site.start(errno.ENOSPC)
    for _ in range(3):
        assert [site.post() for _ in range(10)] == [200] * 10
        site.flag.touch()
        assert [site.post() for _ in range(10)] == [503] * 10
        assert site.ready() == 503
        site.flag.unlink()
        # Nothing comes in meanwhile: the relay finds out by itself.
        while site.ready() != 200:
            time.sleep(0.05)
    assert site.post() == 200
    assert site.relay is not None
    assert site.relay.stop() == 0
    assert site.stored() == site.acknowledged


@pytest.mark.timeout(60)
@pytest.mark.parametrize("trouble", [errno.EIO, None], ids=["write fails", "fsync fails"])
def test_failed_disk_ends_the_relay_and_a_new_one_reads_the_log_afresh(
    site: Site, trouble: int | None
) -> None:
    for _ in range(3):
        site.start(trouble)
        assert [site.post() for _ in range(10)] == [200] * 10
        site.flag.touch()
        assert site.post() == 503
        assert site.relay is not None
        assert site.relay.ended() == 1
        site.flag.unlink()
    site.start(trouble)
    # What was refused came again, as UIS sends it again.
    refused = sorted(set(map(str, range(1, 34))) - set(site.acknowledged), key=int)
    assert len(refused) == 3
    assert [site.post_again(call) for call in refused] == [200] * 3
    assert site.false_acknowledgements() == set()
    assert sorted(site.stored()) == sorted(site.acknowledged)


def test_old_events_that_cannot_be_forgotten_now_end_nothing(site: Site) -> None:
    site.start(errno.ENOSPC)
    assert [site.post() for _ in range(10)] == [200] * 10
    assert site.relay is not None
    assert site.relay.stop() == 0
    with apsw.Connection(str(site.data / "log.sqlite3")) as log:
        log.execute("UPDATE event SET received_at = 0 WHERE seq < 6")
    log.close()
    full = functools.partial(nursery.disk_that_is_full_when_trimming, str(site.flag))
    site.relay = nursery.Relay(site.data, "--keep-days", "1", sabotage=full)
    assert site.post() == 503
    assert site.flag.exists(), "nothing was trimmed, so nothing was shown"
    site.flag.unlink()
    assert site.post_again("11") == 200
    assert site.false_acknowledgements() == set()


@pytest.mark.parametrize(
    "trouble", [errno.ENOSPC, errno.EIO, None], ids=["disk is full", "write fails", "fsync fails"]
)
def test_the_checks_find_a_relay_that_takes_a_failure_for_success(
    site: Site, trouble: int | None
) -> None:
    """The control."""
    site.start(trouble, blind=True)
    assert site.post() == 200
    site.flag.touch()
    assert site.post() == 200
    assert site.relay is not None
    # At once, before anything is written a second time.
    site.relay.kill()
    site.flag.unlink()
    site.start(trouble)
    lost = site.false_acknowledgements()
    # What was written and not synced is there as long as the power is.
    assert lost == (set() if trouble is None else {"2"})


def test_a_commit_whose_sync_failed_is_no_commit() -> None:
    disk = Disk()
    connection = apsw.Connection("x.sqlite3", vfs=disk.vfs_name)
    connection.pragma("locking_mode", "exclusive")
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")
    with transaction(connection):
        connection.execute("CREATE TABLE t (x)")
    disk.sync_fails = True
    with pytest.raises((apsw.Error, PowerGone)), transaction(connection):
        connection.execute("INSERT INTO t VALUES (1)")
    disk.sync_fails = False
    connection.close(True)
    disk.unregister()
