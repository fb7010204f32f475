"""What only a journal on disk can do wrong."""

# ruff: noqa: ASYNC240 - a test has nothing else to do meanwhile.

from __future__ import annotations

import stat
import time
from datetime import timedelta
from pathlib import Path

import apsw
import msgspec
import pytest

from tests.builders import at, delivered, incoming, waiting
from uis_desktop.adapters import journal_policy
from uis_desktop.adapters.journal_calls import EVENTS_KEPT
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.adapters.journal_file import JournalFile, Sql
from uis_desktop.adapters.journal_schema import MIGRATIONS
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.events import Direction, Place
from uis_desktop.core.fates import Fate, FateNote
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.phone import Number
from uis_desktop.core.policy import Rule, Ruling
from uis_desktop.errors import HistoryUnreadable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "journal.db"


async def make(path: Path, *, events: int = 2) -> None:
    """Leave a journal with a few events behind."""
    async with SqliteJournal(path) as journal:
        await journal.keep([delivered(n, incoming(f"c{n}")) for n in range(1, events + 1)], [])


async def refused(path: Path) -> str:
    """The reason why a journal does not open."""
    with pytest.raises(HistoryUnreadable) as refusal:
        async with SqliteJournal(path):
            pass
    return refusal.value.detail


async def test_journal_survives_a_restart(path: Path) -> None:
    await make(path)
    async with SqliteJournal(path) as journal:
        assert await journal.place() == Place(epoch="e1", after=2)
        assert len(await journal.open_calls(at(0))) == 2


async def test_journal_is_for_its_user_only(path: Path) -> None:
    async with SqliteJournal(path) as journal:
        await journal.keep([delivered(1, incoming())], [])
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_journal_open_to_others_is_closed_to_them(path: Path) -> None:
    await make(path)
    path.chmod(0o644)
    await make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_every_commit_waits_for_the_disk(path: Path) -> None:
    file = JournalFile(path, MIGRATIONS)
    await file.open()

    def settings(sql: Sql) -> tuple[object, object]:
        return sql.run("PRAGMA journal_mode"), sql.number("PRAGMA synchronous")

    assert await file.read(settings) == ([("wal",)], 2)
    await file.close()


async def test_journal_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    await make(path)
    newer = apsw.Connection(str(path))
    newer.execute("PRAGMA user_version=99")
    newer.close()
    before = path.read_bytes()
    assert "version 99" in await refused(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "bytes_",
    [
        pytest.param(b"", id="cut to nothing"),
        pytest.param(b"not a database at all, but long enough to look like one" * 9, id="noise"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 4096, id="only the head is right"),
    ],
)
async def test_damaged_journal_is_refused_and_left_alone(path: Path, bytes_: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(bytes_)
    await refused(path)
    assert path.read_bytes() == bytes_
    assert list(path.parent.iterdir()) == [path]


async def test_damage_in_the_middle_is_told_and_not_hidden(path: Path) -> None:
    await make(path, events=2000)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    with pytest.raises(HistoryUnreadable):
        async with SqliteJournal(path) as journal:
            await journal.open_calls(at(0))


async def test_journal_of_the_first_version_is_lifted_with_what_is_in_it(path: Path) -> None:
    first = JournalFile(path, MIGRATIONS[:1])
    await first.open()
    await first.write(
        lambda sql: sql.run(
            "INSERT INTO call (key, started_us, outcome, missed_by_me, number, words, body)"
            " VALUES ('c1', 0, 'lost', 1, '79001234567', 'олег', ?)",
            msgspec.json.encode({"key": "c1", "direction": "in", "outcome": "lost",
                                 "contact_full_name": "Олег",
                                 "started_at": "2026-05-18T10:00:00Z"}),
        )
    )  # fmt: skip
    await first.close()
    async with SqliteJournal(path) as journal:
        assert [row.key for row in await journal.recent(limit=9, search="олег")] == ["c1"]
        await journal.keep_note("c1", "заметка")
        assert [row.note for row in await journal.recent(limit=9)] == ["заметка"]


async def test_another_program_s_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    assert "not a journal" in await refused(path)


async def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where the folder should be")
    assert "journal" in await refused(tmp_path / "folder" / "journal.db")


async def test_transaction_that_fails_leaves_nothing_behind(path: Path) -> None:
    broken = HistoryRow(
        key="c1",
        direction=Direction.IN,
        outcome=Outcome.LOST,
        started_at=at(0),
        contact_full_name="\ud800 cannot be written",
    )
    async with SqliteJournal(path) as journal:
        with pytest.raises(UnicodeEncodeError):
            await journal.keep([delivered(1, incoming())], [broken])
        assert await journal.place() == Place()
        assert list(await journal.events_of("c1")) == []
        await journal.keep([delivered(1, incoming())], [])
        assert await journal.place() == Place(epoch="e1", after=1)


async def test_closed_journal_says_so(path: Path) -> None:
    journal = SqliteJournal(path)
    async with journal:
        pass
    with pytest.raises(HistoryUnreadable):
        await journal.place()


async def test_old_events_of_finished_calls_go_and_rows_stay(path: Path) -> None:
    long_after = (EVENTS_KEPT + timedelta(days=1)).total_seconds()
    done = HistoryRow(key="done", direction=Direction.IN, outcome=Outcome.LOST, started_at=at(0))
    async with SqliteJournal(path) as journal:
        await journal.keep([delivered(1, incoming("done")), delivered(2, incoming("open"))], [done])
        new = HistoryRow(
            key="new", direction=Direction.IN, outcome=Outcome.LOST, started_at=at(long_after)
        )
        await journal.keep([delivered(3, waiting("new", s=long_after))], [new])
        seen = [
            FateNote(call=c, fate=Fate.PAINTED, at=at(s))
            for c, s in (("done", 1), ("new", long_after))
        ]
        await journal.keep_fates(seen)
    async with SqliteJournal(path) as journal:
        assert list(await journal.events_of("done")) == []
        assert [await journal.fates_of("done"), await journal.fates_of("new")] == [[], seen[1:]]
        assert len(await journal.events_of("open")) == 1
        assert list(await journal.recent(limit=9)) == [new, done]


async def test_search_among_very_many_contacts_is_instant(path: Path) -> None:
    many = 20_000
    people = [
        Contact(
            id=f"uis:{n}",
            full_name=f"{'Иванов' if n % 2 else 'Петров'} Сергей {n}",
            company="ООО Ромашка" if n % 3 else "Лютик",
            phone_numbers=(Number(f"+79{n * 7919 % 10**9:09d}"),),
            note="" if n % 2 else "на складе",
        )
        for n in range(many)
    ]
    async with SqliteJournal(path) as journal:
        await journal.keep_contacts(people, (), DirectoryPlace(many))
        for search in ("и", "ооо", "ооо ром", "серг 19", "7", "4567", "nobody", ""):
            started = time.process_time()
            found = await journal.contacts(search=search, limit=50)
            assert time.process_time() - started < 0.25, search
            assert bool(found) == (search != "nobody")
        for search, fits in {
            "ооо ром": {one.full_name for one in people if one.company == "ООО Ромашка"},
            # All of these stand behind ten thousand others.
            "складе": {one.full_name for one in people if one.note},
            "складе лют": {one.full_name for one in people if one.note and one.company == "Лютик"},
        }.items():
            common = await journal.contacts(search=search, limit=3)
            first = sorted(fits)[:3]
            assert [one.full_name for one in common] == first, search


async def test_common_words_are_found_newest_first_among_very_many_calls(path: Path) -> None:
    rows = [
        HistoryRow(
            key=f"c{n}",
            direction=Direction.IN,
            outcome=Outcome.LOST,
            started_at=at(n),
            concerns_me=True,
            contact_phone_number=Number(f"+79{n * 7919 % 10**9:09d}"),
            virtual_phone_number=Number("+74950000001"),
            contact_full_name=f"{'Иванов' if n % 2 else 'Петров'} Сергей",
        )
        for n in range(5000)
    ]
    async with SqliteJournal(path) as journal:
        await journal.keep([], rows)
        await journal.keep_note("c6", "редкое слово")
        for search, newest in {
            "сергей": ["c4999", "c4998"],
            "петр": ["c4998", "c4996"],
            "495 000": ["c4999", "c4998"],
            "петров сергей 74": ["c4998", "c4996"],
            "сергей редкое": ["c6"],
            "7": ["c4999", "c4998"],
            rows[17].contact_phone_number or "": ["c17"],
        }.items():
            found = await journal.recent(limit=2, search=search)
            assert [row.key for row in found] == newest, search
            missed = await journal.missed(limit=2, search=search)
            assert [one.newest.key for one in missed] == newest, search


async def test_rules_another_release_kept_count_and_are_asked_for_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = {"volume": Ruling(Rule.LOCKED, 10)}
    async with SqliteJournal(tmp_path / "journal.db") as journal:
        await journal.keep_policy(rules, "1")
    monkeypatch.setattr(journal_policy, "__version__", "99")
    async with SqliteJournal(tmp_path / "journal.db") as journal:
        assert await journal.policy() == rules
        assert await journal.policy_version() is None
