"""The journals: noted at once, written together, trimmed, and forgotten for good."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from tests.relay.company import RunningRelay
from uis_desktop.relay.database.local import LocalDatabase
from uis_desktop.relay.journals.entries import Entry, Sort, latest_entries, put_entries
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.journals.tables import open_journals

NOW = datetime(2026, 5, 18, 10, tzinfo=UTC)
CALLER = "+79001234567"


def entry(call: str, *, number: str | None = CALLER, at: datetime = NOW, **detail: object) -> Entry:
    return Entry(
        account="acme",
        sort=Sort.INTERACTIVE,
        at=at,
        call_session_id=call,
        phone_number=number,
        detail=detail,
    )


async def entries_in(file: apsw.Connection) -> list[Entry]:
    """What is on disk; asked on a thread, so that the writer is not starved."""
    return await asyncio.to_thread(latest_entries, file, "acme", Sort.INTERACTIVE, 200)


@asynccontextmanager
async def journals_in(data: Path) -> AsyncIterator[Journals]:
    journals = Journals(LocalDatabase(open_journals(data), name="journals"))
    writing = asyncio.create_task(journals.write())
    yield journals
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    await journals.close()


async def test_entries_are_kept_though_their_writing_is_given_up_before_its_turn(
    tmp_path: Path,
) -> None:
    database = LocalDatabase(open_journals(tmp_path), name="journals")
    journals = Journals(database)
    busy, free = threading.Event(), threading.Event()

    def keeps_others_waiting(_connection: apsw.Connection) -> None:
        busy.set()
        assert free.wait(30)

    reading = asyncio.create_task(database.read(keeps_others_waiting))
    assert await asyncio.to_thread(busy.wait, 30)
    journals.note(entry("c1"))
    writing = asyncio.create_task(journals.flush())
    # Its turn of the loop, in which it hands the entries over.
    await asyncio.sleep(0)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    free.set()
    await reading
    await journals.close()
    with closing(open_journals(tmp_path)) as beside:
        assert [kept.call_session_id for kept in await entries_in(beside)] == ["c1"]


async def test_noted_entries_are_written_without_being_asked_for(tmp_path: Path) -> None:
    async with journals_in(tmp_path) as journals:
        for number in range(100):
            journals.note(entry(f"c{number}"))
        beside = open_journals(tmp_path)
        async with asyncio.timeout(15):
            while len(await entries_in(beside)) < 100:
                continue
        beside.close()


async def test_newest_come_first_those_still_waiting_too(tmp_path: Path) -> None:
    async with journals_in(tmp_path) as journals:
        for minute in range(3):
            journals.note(entry(f"c{minute}", at=NOW + timedelta(minutes=minute)))
        found = await journals.latest("acme", Sort.INTERACTIVE, 2)
        assert [one.call_session_id for one in found] == ["c2", "c1"]
        assert await journals.latest("acme", Sort.ADMIN, 9) == []


async def test_number_is_forgotten_and_leaves_no_trace_in_the_files(tmp_path: Path) -> None:
    async with journals_in(tmp_path) as journals:
        journals.note(entry("c1", numa="79001234567", contact="Secretive"))
        journals.note(entry("c2", number="+79007654321", contact="Other"))
        await journals.flush()
        journals.note(entry("c3", at=NOW + timedelta(minutes=1), numa="79001234567"))
        about = await journals.about("acme", CALLER)
        assert [one.call_session_id for one in about] == ["c1", "c3"]
        assert b"Secretive" in files_of(tmp_path)
        assert await journals.forget("acme", CALLER) == 2
        assert await journals.about("acme", CALLER) == []
        assert b"Secretive" not in files_of(tmp_path)
        assert b"Other" in files_of(tmp_path)


async def test_what_was_done_in_its_calls_is_forgotten_with_a_number(tmp_path: Path) -> None:
    async with journals_in(tmp_path) as journals:
        for call, number in (("c1", CALLER), ("c2", None), ("c3", None)):
            journals.note(entry(call, number=number))
        about = await journals.about("acme", CALLER, {"c1", "c2"})
        assert {one.call_session_id for one in about} == {"c1", "c2"}
        assert await journals.forget("other", CALLER, {"c1", "c2"}) == 0
        assert await journals.forget("acme", CALLER, {"c1", "c2"}) == 2
        left = await journals.latest("acme", Sort.INTERACTIVE, 9)
        assert [one.call_session_id for one in left] == ["c3"]


def files_of(data: Path) -> bytes:
    return b"".join(file.read_bytes() for file in data.glob("journals.sqlite3*"))


async def test_full_disk_costs_entries_and_not_the_relay(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with journals_in(tmp_path) as journals:
        await journals._database.read(lambda file: file.pragma("max_page_count", 1))
        with caplog.at_level(logging.CRITICAL):
            for number in range(200):
                journals.note(entry(f"c{number}", text="x" * 1000))
            await journals.flush()
        await journals._database.read(lambda file: file.pragma("max_page_count", 100_000))
        journals.note(entry("later"))
        found = await journals.latest("acme", Sort.INTERACTIVE, 500)
        assert [one.call_session_id for one in found] == ["later"]


async def test_entries_older_than_the_days_to_keep_are_forgotten(tmp_path: Path) -> None:
    file = open_journals(tmp_path)
    now = datetime.now(UTC)
    put_entries(file, [entry("old", at=now - timedelta(days=8)), entry("new", at=now)])
    async with RunningRelay(tmp_path, keep_days=7):
        async with asyncio.timeout(15):
            while len(found := await entries_in(file)) > 1:
                continue
    assert [one.call_session_id for one in found] == ["new"]
    file.close()
