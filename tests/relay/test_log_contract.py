"""What every log promises, whatever keeps it: the file and JetStream alike."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tests.relay.drafts import ANNA, NOW, draft, whoever_has_seen
from tests.relay.nats import NatsServer, jetstream_log, needs_nats
from uis_desktop.relay.log.mentions import Mentions
from uis_desktop.relay.log.port import Draft, Log, Span, Stored, Wanted
from uis_desktop.relay.log.sqlite_log import SqliteLog

BORIS = "102"


@dataclass
class Shelf:
    """Where the logs of one test are kept; each ``open`` is a relay process of its own."""

    folder: Path
    server: NatsServer | None
    told: list[Stored] = field(default_factory=list)

    @contextlib.asynccontextmanager
    async def open(self, relay: str = "a") -> AsyncIterator[Log]:
        data = self.folder / relay
        data.mkdir(exist_ok=True)
        if self.server is None:
            file_log = SqliteLog(data, on_stored=self.told.append)
            try:
                yield file_log
            finally:
                await file_log.close()
            return
        shared = jetstream_log(self.server.url, data, name=relay, on_stored=self.told.append)
        async with shared as log:
            yield log

    def bytes_on_disk(self) -> bytes:
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return b"".join(file.read_bytes() for file in files)


@pytest.fixture(params=["sqlite", pytest.param("jetstream", marks=needs_nats)])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    if request.param == "sqlite":
        yield Shelf(tmp_path, None)
        return
    with NatsServer(tmp_path / "nats") as server:
        yield Shelf(tmp_path, server)


async def appended(log: Log, one: Draft) -> Stored:
    stored = await log.append(one)
    assert stored is not None
    return stored


async def numbers(log: Log, employee: str = ANNA, account: str = "acme") -> list[int]:
    return [event.seq for event in await log.after(account, employee, 0, 10_000)]


async def test_numbers_grow_and_everybody_hears_in_order(shelf: Shelf) -> None:
    async with shelf.open() as log:
        stored = await asyncio.gather(*(appended(log, draft(f"k{n}")) for n in range(300)))
        seqs = sorted(event.seq for event in stored)
        assert len(set(seqs)) == 300
        assert [event.seq for event in shelf.told] == seqs == await numbers(log)
        assert (await log.span("acme")).latest == seqs[-1]


async def test_what_was_written_can_be_read_whole(shelf: Shelf) -> None:
    async with shelf.open() as log:
        one = draft("k", whoever_has_seen(ANNA, BORIS), call="7", raw=b"\x00\xff raw")
        stored = await appended(log, one)
        (record,) = await log.records("acme", Wanted())
    assert stored.audience == {ANNA, BORIS} == record.audience
    assert (record.seq, record.raw, record.normal) == (stored.seq, one.raw, one.normal)
    assert (record.received_at, record.kind, record.method) == (NOW, "waiting", "POST")
    assert (record.repairs, record.call_session_id) == (("quotes",), "7")


async def test_a_repeat_is_stored_once_also_after_a_restart(shelf: Shelf) -> None:
    async with shelf.open() as log:
        first, *others = await asyncio.gather(*(log.append(draft("same")) for _ in range(20)))
        answers = [first, *others]
        assert sum(answer is not None for answer in answers) == 1
        assert await log.append(draft("same", account="other")) is not None
    async with shelf.open() as log:
        assert await log.append(draft("same")) is None
        assert len(await numbers(log)) == 1


async def test_who_saw_a_call_is_remembered_over_a_restart(shelf: Shelf) -> None:
    def whoever_saw_it(seen_by: frozenset[str]) -> frozenset[str]:
        return seen_by or frozenset({BORIS})

    async with shelf.open() as log:
        assert (await appended(log, draft("1", call="5"))).audience == {ANNA}
    async with shelf.open() as log:
        assert (await appended(log, draft("2", whoever_saw_it, call="5"))).audience == {ANNA}
        assert (await appended(log, draft("3", whoever_saw_it, call="6"))).audience == {BORIS}
        later = await appended(log, draft("4", whoever_has_seen(BORIS), call="5"))
        assert later.audience == {ANNA, BORIS}
        assert len(await numbers(log, ANNA)) == 3
        assert len(await numbers(log, BORIS)) == 2


async def test_replay_begins_behind_a_number_and_is_paged(shelf: Shelf) -> None:
    async with shelf.open() as log:
        stored = [await appended(log, draft(f"k{n}")) for n in range(10)]
        page = await log.after("acme", ANNA, stored[3].seq, 4)
        assert page == stored[4:8]
        assert await log.after("acme", BORIS, 0, 10) == []
        assert await log.after("other", ANNA, 0, 10) == []


async def test_epoch_and_numbers_survive_a_restart(shelf: Shelf) -> None:
    async with shelf.open() as log:
        epoch, first = log.epoch, await appended(log, draft("1"))
    async with shelf.open() as log:
        assert log.epoch == epoch
        assert log.up
        assert (await appended(log, draft("2"))).seq > first.seq


async def test_trimmed_numbers_are_told_and_never_used_again(shelf: Shelf) -> None:
    async with shelf.open() as log:
        old = [
            await appended(log, draft(f"old{n}", received_at=NOW - timedelta(days=9)))
            for n in range(3)
        ]
        new = await appended(log, draft("new"))
        assert await log.trim(NOW - timedelta(days=1)) == 3
        assert await log.trim(NOW - timedelta(days=1)) == 0
        assert await numbers(log) == [new.seq]
        span = await log.span("acme")
        assert span == Span(latest=new.seq, trimmed_to=old[-1].seq)
        assert await log.trim(NOW + timedelta(days=1)) == 1
        assert await numbers(log) == []
    async with shelf.open() as log:
        assert await log.span("acme") == Span(latest=new.seq, trimmed_to=new.seq)
        assert (await appended(log, draft("next"))).seq > new.seq


async def test_calls_are_erased_wherever_they_are(shelf: Shelf) -> None:
    phone = "79161234567"
    async with shelf.open() as log:
        await appended(log, draft("before", call="1"))
        gone = [
            await appended(log, draft(f"k{n}", call="2", raw=f"+{phone} {n}".encode()))
            for n in range(3)
        ]
        assert await log.append(draft("k0", call="2", raw=f"again {phone}".encode())) is None
        unread = await appended(
            log, draft("?", raw=b"tel=8 (916) 123-45-67", normal=None, kind="other")
        )
        await appended(log, draft("after", call="3", raw=b"179161234567"))
        found = await log.mentions("acme", "+" + phone)
        assert found == Mentions(frozenset({"2"}), frozenset({unread.seq}))
        assert await log.forget_calls("acme", found.calls, found.numbers) == 4
        assert await log.forget_calls("acme", found.calls, found.numbers) == 0
        assert await log.mentions("acme", "+" + phone) == Mentions()
        left = await numbers(log)
        assert len(left) == 2
        assert not {event.seq for event in gone} & set(left)
        assert (await log.span("acme")).latest >= left[-1]
        assert (await appended(log, draft("k1", call="2"))).audience == {ANNA}
    disk = shelf.bytes_on_disk()
    assert f"+{phone}".encode() not in disk
    assert f"again {phone}".encode() not in disk
    assert b"(916) 123-45-67" not in disk


async def test_newest_of_kinds_and_searching(shelf: Shelf) -> None:
    async with shelf.open() as log:
        for n in range(4):
            await appended(log, draft(f"k{n}", kind="lost" if n % 2 else "waiting"))
        newest = await log.latest_of_kinds("acme", 0)
        assert {record.kind: record.raw for record in newest} == {"waiting": b"k2", "lost": b"k3"}
        lost = await log.records("acme", Wanted(kind="lost"))
        assert [record.raw for record in lost] == [b"k3", b"k1"]
