"""The connection to NATS: what it promises, against a real server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import nats.errors
import pytest
from nats.js.api import PubAck

from tests.relay.drafts import draft
from tests.relay.nats import NatsServer, needs_nats
from uis_desktop.relay.cluster.connection import Cluster, ClusterAway, Extent, Overtaken
from uis_desktop.relay.cluster.following import Message, follow
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.log.jetstream_log import JetstreamLog

pytestmark = needs_nats
STREAM = "uis-relay-test"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[NatsServer]:
    with NatsServer(tmp_path / "nats") as server:
        yield server


@contextlib.asynccontextmanager
async def connected(server: NatsServer) -> AsyncIterator[Cluster]:
    cluster = await Cluster.connect(server.url)
    try:
        await cluster.ensure_stream(STREAM, ["uis-relay.test.>"])
        yield cluster
    finally:
        await cluster.close()


class Reader:
    """Follows a stream; hands out what came."""

    def __init__(self, cluster: Cluster, after: int = 0) -> None:
        self.seen: list[Message] = []
        self._cluster = cluster
        self._after = after
        self._came = asyncio.Condition()

    async def __aenter__(self) -> Reader:
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def until(self, count: int) -> list[Message]:
        async with asyncio.timeout(15), self._came:
            await self._came.wait_for(lambda: len(self.seen) >= count)
        return self.seen

    async def _read(self) -> None:
        async with contextlib.aclosing(follow(self._cluster, STREAM, self._after)) as batches:
            async for batch in batches:
                async with self._came:
                    self.seen += batch
                    self._came.notify_all()


async def test_messages_are_followed_in_order_from_any_number(server: NatsServer) -> None:
    async with connected(server) as cluster:
        for n in range(5):
            await cluster.publish("uis-relay.test.a", b"%d" % n)
        async with Reader(cluster, after=2) as reader:
            assert [message.seq for message in await reader.until(3)] == [3, 4, 5]
            await cluster.publish("uis-relay.test.b", b"5")
            assert (await reader.until(4))[-1] == Message(6, "uis-relay.test.b", b"5")


async def test_a_killed_server_is_waited_for_and_nothing_is_missed(server: NatsServer) -> None:
    async with connected(server) as cluster, Reader(cluster) as reader:
        for n in range(100):
            await cluster.publish("uis-relay.test.a", b"%d" % n, id_=f"n{n}")
        await reader.until(100)
        server.kill()
        publishing = asyncio.create_task(
            cluster.publish("uis-relay.test.a", b"100", id_="n100", deadline_s=15)
        )
        await asyncio.to_thread(server.start)
        assert (await publishing).seq == 101
        for n in range(101, 1000):
            await cluster.publish("uis-relay.test.a", b"%d" % n, id_=f"n{n}", deadline_s=15)
        seen = await reader.until(1000)
        assert [int(message.data) for message in seen] == list(range(1000))
        assert cluster.up


async def test_a_large_backlog_is_read_whole(server: NatsServer) -> None:
    async with connected(server) as cluster:
        payload = b"x" * 20_000
        for first in range(0, 2_000, 200):
            await asyncio.gather(
                *(cluster.publish("uis-relay.test.a", payload) for _ in range(first, first + 200))
            )
        async with Reader(cluster) as reader:
            seen = await reader.until(2_000)
        assert [message.seq for message in seen] == list(range(1, 2_001))


async def test_a_repeat_is_told_and_a_wrong_place_refused(server: NatsServer) -> None:
    async with connected(server) as cluster:
        first = await cluster.publish("uis-relay.test.a", b"1", id_="same", after=0)
        again = await cluster.publish("uis-relay.test.a", b"1", id_="same")
        assert (first.seq, first.repeat, again.seq, again.repeat) == (1, False, 1, True)
        with pytest.raises(Overtaken):
            await cluster.publish("uis-relay.test.a", b"2", after=0)
        assert await cluster.extent(STREAM) == Extent(1, 1)


async def test_without_the_server_publishing_ends_at_its_deadline(server: NatsServer) -> None:
    async with connected(server) as cluster:
        server.kill()
        with pytest.raises(ClusterAway, match="NATS is away"):
            await cluster.publish("uis-relay.test.a", b"1", id_="x", deadline_s=0.3)
        assert not cluster.up


async def test_messages_are_erased_and_purged(server: NatsServer) -> None:
    async with connected(server) as cluster:
        for n in range(4):
            await cluster.publish("uis-relay.test.a", b"%d" % n)
        await cluster.erase(STREAM, 3)
        await cluster.erase(STREAM, 3)
        assert await cluster.message_at(STREAM, 3) is None
        assert await cluster.message_at(STREAM, 4) == b"3"
        await cluster.purge_before(STREAM, 4)
        assert await cluster.extent(STREAM) == Extent(4, 4)
        await cluster.delete_stream(STREAM)
        await cluster.delete_stream(STREAM)
        assert await cluster.extent(STREAM) is None


async def test_nobody_there_is_said_with_the_setting_and_without_the_password() -> None:
    with pytest.raises(StorageUnusable) as refused:
        await Cluster.connect("nats://me:geheim@127.0.0.1:9")
    assert refused.value.detail.startswith("log: NATS at 127.0.0.1:9: ")
    assert "geheim" not in refused.value.detail


async def test_a_wrong_password_is_said_and_no_password_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with NatsServer(
        tmp_path / "nats", more="authorization { user: me, password: canary-right }"
    ) as server:
        address = f"127.0.0.1:{server.port}"
        with pytest.raises(StorageUnusable, match="does not let us in") as refused:
            await Cluster.connect(f"nats://me:canary-wrong@{address}")
        await (await Cluster.connect(f"nats://me:canary-right@{address}")).close()
    assert "connected to NATS" in caplog.text
    assert "canary" not in caplog.text + repr(refused.value)


async def test_a_server_without_jetstream_is_refused(tmp_path: Path) -> None:
    with (
        NatsServer(tmp_path / "nats", js=False) as server,
        pytest.raises(StorageUnusable, match="has no JetStream"),
    ):
        await Cluster.connect(server.url)


async def test_another_ones_stream_is_not_used(server: NatsServer) -> None:
    async with connected(server) as cluster:
        with pytest.raises(StorageUnusable, match="is not a relay's"):
            await cluster.ensure_stream(STREAM, ["orders.>"])


async def test_a_repeat_of_our_own_try_is_told_as_such(
    server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(server) as cluster:
        lose_an_answer(cluster, monkeypatch)
        published = await cluster.publish("uis-relay.test.a", b"1", id_="x")
        assert (published.seq, published.repeat, published.retried) == (1, True, True)
        again = await cluster.publish("uis-relay.test.a", b"1", id_="x")
        assert (again.seq, again.repeat, again.retried) == (1, True, False)


async def test_an_event_whose_answer_was_lost_is_no_repeat(
    server: NatsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = await Cluster.connect(server.url, name="lost")
    log = await JetstreamLog.open(cluster, tmp_path, on_stored=lambda _: None)
    lose_an_answer(cluster, monkeypatch)
    stored = await log.append(draft("k"))
    assert stored is not None
    assert stored.seq == 1
    assert await log.append(draft("k")) is None
    await log.close()
    await cluster.close()


def lose_an_answer(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next message is stored, and its sender does not hear of it."""
    publish = cluster.js.publish

    async def lost(*arguments: Any, **named: Any) -> PubAck:
        await publish(*arguments, **named)
        monkeypatch.setattr(cluster.js, "publish", publish)
        raise nats.errors.TimeoutError

    monkeypatch.setattr(cluster.js, "publish", lost)
