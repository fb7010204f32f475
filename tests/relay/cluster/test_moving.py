"""A log of one machine in an empty NATS: numbers, epoch and audiences as they were."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.relay import drafts
from tests.relay.drafts import ANNA, NOW, whoever_has_seen
from tests.relay.nats import NatsServer, jetstream_log, needs_nats
from uis_desktop.relay.cluster.connection import Cluster
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.log.jetstream_log import JetstreamLog
from uis_desktop.relay.log.moving import Moved, NotMoved, Source, move_log
from uis_desktop.relay.log.port import Draft, Log, Record, Span, Wanted
from uis_desktop.relay.log.replica import open_replica, read_state
from uis_desktop.relay.log.sqlite_log import SqliteLog, open_log

pytestmark = [needs_nats, pytest.mark.timeout(60)]
BORIS = "102"
ALL = Wanted(limit=10_000)


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    with NatsServer(tmp_path / "nats") as server:
        yield server


@contextlib.asynccontextmanager
async def connected(nats: NatsServer) -> AsyncIterator[Cluster]:
    cluster = await Cluster.connect(nats.url)
    try:
        yield cluster
    finally:
        await cluster.close()


def shared(nats: NatsServer, data: Path) -> AbstractAsyncContextManager[JetstreamLog]:
    return jetstream_log(nats.url, data)


def draft(key: str, account: str, *members: str, call: str, days: int = 0) -> Draft:
    return drafts.draft(
        key,
        whoever_has_seen(*members),
        call=call,
        account=account,
        received_at=NOW - timedelta(days=days),
        raw=f"raw of {account} {key};".encode(),
    )


async def _fill(log: Log, folder: Path) -> None:
    """Two companies, one far ahead; what was old is trimmed, and a call is erased."""
    for n in range(30):
        await log.append(draft(f"old{n}", "acme", ANNA, call=f"old{n}", days=9))
    for n in range(250):
        await log.append(draft(f"k{n}", "acme", ANNA, call=f"{n // 2}"))
        if n % 5 == 0:
            await log.append(draft(f"k{n}", "other", BORIS, call=f"{n}"))
    await log.append(draft("late", "acme", BORIS, call="3"))
    await log.trim(NOW - timedelta(days=1))
    await log.forget_calls("acme", {"7"})


async def _told(log: Log) -> dict[str, tuple[Span, list[Record]]]:
    return {
        account: (await log.span(account), await log.records(account, ALL))
        for account in ("acme", "other", "none")
    }


@contextlib.contextmanager
def source(data: Path) -> Iterator[Source]:
    log = open_log(data)
    try:
        yield Source(connection=log)
    finally:
        log.close()


async def _move(nats: NatsServer, data: Path, *, stop_after: int | None = None) -> Moved:
    def told(there: int, _total: int) -> None:
        if stop_after is not None and there >= stop_after:
            raise KeyboardInterrupt

    async with connected(nats) as cluster:
        with source(data) as log:
            return await move_log(cluster, log, told=told)


@pytest.fixture
async def before(tmp_path: Path) -> tuple[str, dict[str, tuple[Span, list[Record]]]]:
    """Epoch and content of a log of one machine, in ``tmp_path``."""
    log = SqliteLog(tmp_path, on_stored=lambda _stored: None)
    await _fill(log, tmp_path)
    try:
        return log.epoch, await _told(log)
    finally:
        await log.close()


Before = tuple[str, dict[str, tuple[Span, list[Record]]]]


async def test_everything_is_there_as_it_was_and_the_numbers_go_on(
    nats: NatsServer, tmp_path: Path, before: Before
) -> None:
    epoch, content = before
    moved = await _move(nats, tmp_path)
    assert (moved.epoch, moved.accounts) == (epoch, 2)
    assert moved.events == moved.brought == sum(len(records) for _, records in content.values())
    for relay in ("a", "b"):
        async with shared(nats, tmp_path / relay) as log:
            assert log.epoch == epoch
            assert await _told(log) == content
    async with shared(nats, tmp_path / "a") as log:
        assert await log.append(draft("k3", "acme", ANNA, call="1")) is None
        for account in ("acme", "other", "none"):
            new = await log.append(draft("new", account, BORIS, call="3"))
            assert new is not None
            assert new.seq > max(span.latest for span, _ in content.values())
            # Who saw the call before goes on seeing it.
            assert new.audience == ({ANNA, BORIS} if account == "acme" else {BORIS})


async def test_a_move_that_was_interrupted_goes_on_and_no_relay_starts_meanwhile(
    nats: NatsServer, tmp_path: Path, before: Before
) -> None:
    epoch, content = before
    with pytest.raises(KeyboardInterrupt):
        await _move(nats, tmp_path, stop_after=200)
    with pytest.raises(StorageUnusable, match="log migrate"):
        async with shared(nats, tmp_path / "a"):
            pass
    moved = await _move(nats, tmp_path)
    assert 0 < moved.brought < moved.events
    assert (await _move(nats, tmp_path)).brought == 0
    async with shared(nats, tmp_path / "a") as log:
        assert log.epoch == epoch
        assert await _told(log) == content


async def test_a_nats_that_has_another_log_is_left_alone(
    nats: NatsServer, tmp_path: Path, before: Before
) -> None:
    async with shared(nats, tmp_path / "a") as log:
        await log.append(draft("k", "acme", ANNA, call="1"))
        there = await _told(log)
        with pytest.raises(NotMoved, match="has a log already"):
            await _move(nats, tmp_path)
        assert await _told(log) == there


async def test_a_log_that_has_changed_since_is_noticed(
    nats: NatsServer, tmp_path: Path, before: Before
) -> None:
    with pytest.raises(KeyboardInterrupt):
        await _move(nats, tmp_path, stop_after=200)
    log = SqliteLog(tmp_path, on_stored=lambda _stored: None)
    await log.forget_calls("acme", {"20"})
    await log.close()
    with pytest.raises(NotMoved, match="something else in it"):
        await _move(nats, tmp_path)


async def test_events_that_moved_are_erased_and_trimmed_where_they_are(
    nats: NatsServer, tmp_path: Path, before: Before
) -> None:
    await _move(nats, tmp_path)
    async with shared(nats, tmp_path / "a") as log, shared(nats, tmp_path / "b") as other:
        assert _on_disk(nats, b"raw of acme k40;")
        assert await log.forget_calls("acme", {"20"}) == 2
        assert not _on_disk(nats, b"raw of acme k40;")
        assert not _on_disk(nats, b"raw of acme k41;")
        assert _on_disk(nats, b"raw of acme k42;")
        async with connected(nats) as cluster:
            extent = await cluster.extent("uis-relay-log")
            assert extent is not None
            await log.append(draft("new", "acme", ANNA, call="new"))
            assert await log.trim(NOW + timedelta(days=1)) > 0
            left = await cluster.extent("uis-relay-log")
        assert left is not None
        assert left.first > extent.last
        assert (await other.span("acme")) == (await log.span("acme"))
        assert await other.records("acme", ALL) == []


def _on_disk(nats: NatsServer, text: bytes) -> bool:
    store = nats.folder / "store"
    return any(text in file.read_bytes() for file in store.rglob("*") if file.is_file())


async def test_a_nats_that_was_lost_is_filled_from_a_relays_copy(
    nats: NatsServer, tmp_path: Path
) -> None:
    async with shared(nats, tmp_path / "a") as log:
        await _fill(log, tmp_path)
        epoch, content = log.epoch, await _told(log)
    await asyncio.to_thread(nats.kill)
    shutil.rmtree(nats.folder / "store")
    await asyncio.to_thread(nats.start)
    copy = open_replica(tmp_path / "a")
    try:
        behind, floor = read_state(copy)
        async with connected(nats) as cluster:
            moving = Source(connection=copy, behind=behind, floor=floor)
            await move_log(cluster, moving, told=lambda _there, _total: None)
    finally:
        copy.close()
    async with shared(nats, tmp_path / "a") as log, shared(nats, tmp_path / "b") as other:
        assert log.epoch == other.epoch == epoch
        assert (await _told(log))["acme"] == (await _told(other))["acme"] == content["acme"]
        new = await other.append(draft("new", "acme", ANNA, call="new"))
        assert new is not None
        assert new.seq > behind
