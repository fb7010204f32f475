"""When the relay goes to UIS, and what it notes of it."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.relay.drafts import draft
from tests.relay.uis_desk import ACME, UisDesk, uis_desk
from uis_desktop.relay.database.local import LocalDatabase
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.people import accounts, add_account
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.filing import Filing
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.journals.tables import open_journals
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.sqlite_log import SqliteLog
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis.backfill import Backfill
from uis_desktop.relay.uis.clients import Clients, Keys
from uis_desktop.relay.uis.errands import Errand, again_at, agenda
from uis_desktop.relay.uis.fetching import Fetching
from uis_desktop.relay.uis.gaps import AFTER, Gap, add_gap, gap_asked, gaps
from uis_desktop.relay.uis.messenger import Messenger
from uis_desktop.relay.uis.outages import FILE_NAME, Outages
from uis_desktop.relay.uis.problems import Problem
from uis_desktop.relay.uis.progress import Fetched, keep_fetch, last_fetch, take_lease
from uis_desktop.relay.uis.wishes import Wanted, outcome, wish

NOW = datetime(2026, 5, 18, 10, 0, tzinfo=UTC)
DEADLINE_S = 8.0


class Post:
    """A relay's messenger with everything around it."""

    def __init__(self, desk: UisDesk, log: SqliteLog, journals: Journals, watched: Roster) -> None:
        self.desk = desk
        self.log = log
        self.journals = journals
        self.metrics = Metrics()
        self.roster = watched

    def messenger(
        self, data: Path | None = None, *, keys: Keys | None = None, several: bool = False
    ) -> Messenger:
        filing = Filing(roster=self.roster, log=self.log, metrics=self.metrics, limits=Limits())
        return Messenger(
            fetching=Fetching(
                clients=Clients(self.desk.https, keys or self.desk.keys),
                directory=self.desk.directory,
                metrics=self.metrics,
                backfill=Backfill(log=self.log, filing=filing),
            ),
            roster=self.roster,
            directory=self.desk.directory,
            journals=self.journals,
            metrics=self.metrics,
            data=data or self.desk.data,
            several=several,
        )

    def outages(self) -> Outages:
        return Outages(
            data=self.desk.data,
            roster=self.roster,
            directory=self.desk.directory,
            log=self.log,
            metrics=self.metrics,
        )

    async def write(self, work: Callable[..., Any], **more: object) -> Any:
        return await self.desk.directory.write(functools.partial(work, account=ACME, **more))

    async def read(self, work: Callable[..., Any], **more: object) -> Any:
        return await self.desk.directory.read(functools.partial(work, account=ACME, **more))

    async def settled(self, id_: str) -> Fetched:
        """The outcome of a wish, once there is one."""
        return await self.once_there(outcome, id_=id_)

    async def once_there(self, work: Callable[..., Fetched | None], **more: object) -> Fetched:
        """What the work reads, once it finds something; the database tells nobody."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                fetched: Fetched | None = await self.read(work, **more)
                if fetched is not None:
                    return fetched
                await asyncio.sleep(0.02)

    async def fetched(self) -> list[Entry]:
        return await self.journals.latest(ACME, Sort.FETCHED, 10)

    async def wish(self, wanted: Wanted) -> str:
        id_: str = await self.write(wish, wanted=wanted, now=datetime.now(UTC))
        return id_

    async def quiet(self) -> None:
        """No round of its own."""
        await self.write(
            keep_fetch,
            what="sync",
            fetched=Fetched(at=NOW, seconds=0, again_at=datetime.now(UTC) + timedelta(hours=1)),
        )


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[apsw.Connection]:
    """A directory with an account that has access to UIS."""
    connection = open_directory(tmp_path)
    add_account(
        connection,
        ACME,
        timezone="Europe/Moscow",
        interactive_default='{"returned_code":"nobody"}',
    )
    change_settings(connection, ACME, uis=UisAccess(call_api="https://c", data_api="https://d"))
    yield connection
    connection.close()


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with uis_desk(tmp_path) as desk:
        log = SqliteLog(tmp_path, on_stored=lambda _stored: None)
        watched = open_directory(tmp_path)
        journals = Journals(LocalDatabase(open_journals(tmp_path), name="journals"))
        try:
            yield Post(desk, log, journals, Roster(watched))
        finally:
            await journals.close()
            watched.close()
            await log.close()


@asynccontextmanager
async def running(messenger: Messenger) -> AsyncIterator[None]:
    task = asyncio.create_task(messenger.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_wish_is_carried_out_and_noted(post: Post) -> None:
    await post.quiet()
    id_ = await post.wish(Wanted(what="sync"))
    async with running(post.messenger()):
        fetched = await post.settled(id_)
    assert fetched.problem is None
    assert fetched.figures["contacts_added"] == 5
    assert fetched.figures["employees_added"] == 4
    assert fetched.figures["points"] == 6, "a page each, and the tags"
    assert len(await post.desk.contacts()) == 5
    (entry,) = await post.fetched()
    assert entry.detail["what"] == "sync"
    assert entry.detail["figures"] == fetched.figures
    assert entry.detail["on_demand"] is True
    assert post.metrics.fetched["sync", "ok"] == 1


async def test_the_round_comes_by_without_being_asked(post: Post) -> None:
    async with running(post.messenger()):
        last = await post.once_there(last_fetch, what="sync")
    assert len(await post.desk.contacts()) == 5
    assert last.again_at is not None
    assert last.again_at - last.at == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        pytest.param("no key", "no_key", "uis-relay uis set", id="no key"),
        pytest.param("bad key", "sign_in_refused", "create a new key", id="wrong key"),
        pytest.param("ip_not_whitelisted", "ip_not_whitelisted", "allowlist", id="address"),
        pytest.param("component_disabled", "component_disabled", "tariff", id="tariff"),
    ],
)
async def test_what_went_wrong_is_told_in_words(
    post: Post, trouble: str, code: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    await post.quiet()
    if trouble == "no key":
        post.desk.keys.key = None
    elif trouble == "bad key":
        post.desk.keys.key = "wrong-key-1"
    else:
        await post.desk.stage.post(
            "faults", {"data_api": "refuse", "mnemonic": trouble, "times": 1}
        )
    id_ = await post.wish(Wanted(what="staff"))
    async with running(post.messenger()):
        fetched = await post.settled(id_)
    assert fetched.problem is not None
    assert fetched.problem.code == code
    assert words in fetched.problem.words("en")
    assert fetched.problem.words("ru") != fetched.problem.words("en")
    assert "wrong-key-1" not in caplog.text
    assert post.metrics.fetched["staff", "failed"] == 1
    (entry,) = await post.fetched()
    assert entry.detail["problem"] == fetched.problem.as_detail()


async def test_a_new_key_is_taken_up(post: Post) -> None:
    await post.quiet()
    post.desk.keys.key = "wrong-key-1"
    async with running(post.messenger()):
        assert (await post.settled(await post.wish(Wanted(what="staff")))).problem is not None
        post.desk.keys.key = "demo-key"
        assert (await post.settled(await post.wish(Wanted(what="staff")))).problem is None


@pytest.mark.parametrize(
    ("same_place", "asked"),
    [
        pytest.param(False, 1, id="two relays"),
        pytest.param(True, 2, id="control: two that take each other for one relay"),
    ],
)
async def test_one_relay_at_a_time_asks_for_an_account(
    post: Post, tmp_path: Path, *, same_place: bool, asked: int
) -> None:
    await post.quiet()
    slow = {"data_api": "slow", "delay_s": 2.0, "times": 2, "method": "get.account"}
    await post.desk.stage.post("faults", slow)
    id_ = await post.wish(Wanted(what="staff"))
    other = post.desk.data if same_place else tmp_path / "other"
    async with running(post.messenger()), running(post.messenger(other)):
        await post.settled(id_)
    told = await post.desk.stage.get("requests")
    questions = [one for one in told["requests"] if one["method"] == "get.account"]
    assert len(questions) == asked


class NoKey:
    """The keys of a machine that has none."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def data_api(self, _account_id: str) -> None:
        self.asked.set()


async def test_a_relay_without_the_key_lets_one_that_has_it_go_first(
    post: Post, tmp_path: Path
) -> None:
    await post.quiet()
    keys = NoKey()
    id_ = await post.wish(Wanted(what="staff"))
    async with running(post.messenger(tmp_path / "other", keys=keys, several=True)):
        await asyncio.wait_for(keys.asked.wait(), DEADLINE_S)
        async with running(post.messenger(several=True)):
            assert (await post.settled(id_)).problem is None


def test_a_lease_ends_with_time_and_is_its_holders_own(directory: apsw.Connection) -> None:
    assert take_lease(directory, ACME, "a", NOW)
    assert take_lease(directory, ACME, "a", NOW)
    assert not take_lease(directory, ACME, "b", NOW + timedelta(minutes=14))
    assert take_lease(directory, ACME, "b", NOW + timedelta(minutes=15))
    assert not take_lease(directory, ACME, "a", NOW + timedelta(minutes=16))


def due(directory: apsw.Connection, now: datetime) -> Errand | None:
    found = agenda(directory, accounts(directory), now)
    assert len(found) <= 1
    return found[0] if found else None


def done(at: datetime, problem: Problem | None = None) -> Fetched:
    again = again_at(Wanted(what="sync"), problem, at)
    return Fetched(at=at, seconds=1, problem=problem, again_at=again)


def test_the_round_is_due_every_quarter_of_an_hour(directory: apsw.Connection) -> None:
    first = due(directory, NOW)
    assert first is not None
    assert first.wanted.what == "sync"
    keep_fetch(directory, ACME, "sync", done(NOW))
    assert due(directory, NOW + timedelta(minutes=14, seconds=59)) is None
    assert due(directory, NOW + timedelta(minutes=15)) is not None


def test_a_used_up_budget_is_given_its_time(directory: apsw.Connection) -> None:
    spent = Problem(code="limit_exceeded", retry_after_s=7200)
    keep_fetch(directory, ACME, "sync", done(NOW, spent))
    assert due(directory, NOW + timedelta(minutes=119)) is None
    assert due(directory, NOW + timedelta(minutes=120)) is not None


def test_a_clock_that_was_wrong_once_does_not_stop_the_round(directory: apsw.Connection) -> None:
    keep_fetch(directory, ACME, "sync", done(NOW + timedelta(days=3000)))
    assert due(directory, NOW) is not None


@pytest.mark.parametrize("access", [None, "no contacts"])
def test_no_round_where_nobody_wants_it(directory: apsw.Connection, access: str | None) -> None:
    wanted = UisAccess(call_api="https://c", data_api="https://d", sync_contacts=False)
    change_settings(directory, ACME, uis=None if access is None else wanted)
    assert due(directory, NOW) is None
    wish(directory, ACME, Wanted(what="sync"), NOW)
    assert due(directory, NOW) is not None


def test_wishes_come_first_then_gaps(directory: apsw.Connection) -> None:
    add_gap(directory, ACME, NOW - timedelta(hours=1), NOW)
    gap = due(directory, NOW + AFTER[0])
    assert gap is not None
    assert (gap.wanted.what, gap.wanted.since) == ("backfill", NOW - timedelta(hours=1))
    assert not gap.records
    id_ = wish(directory, ACME, Wanted(what="staff"), NOW)
    wished = due(directory, NOW)
    assert wished is not None
    assert wished.wish == id_


def test_a_gap_is_asked_about_three_times_and_then_closed(directory: apsw.Connection) -> None:
    add_gap(directory, ACME, NOW - timedelta(hours=1), NOW)
    keep_fetch(directory, ACME, "sync", done(NOW + timedelta(hours=6)))
    asked_at = []
    for minute in range(0, 300):
        now = NOW + timedelta(minutes=minute)
        errand = due(directory, now)
        if errand is not None and errand.gap is not None:
            asked_at.append(now - NOW)
            gap_asked(directory, ACME, errand.gap, now, well=True)
    assert asked_at == list(AFTER)
    assert gaps(directory, ACME) == []


def test_a_gap_uis_could_not_tell_about_stays_open(directory: apsw.Connection) -> None:
    add_gap(directory, ACME, NOW - timedelta(hours=1), NOW)
    (gap,) = gaps(directory, ACME)
    gap_asked(directory, ACME, gap, NOW, well=False)
    (again,) = gaps(directory, ACME)
    assert (again.asked, again.next_at) == (0, NOW + timedelta(minutes=5))
    gap_asked(directory, ACME, again, NOW + timedelta(days=91), well=False)
    assert gaps(directory, ACME) == []


def test_many_gaps_are_drawn_together_and_none_is_forgotten(directory: apsw.Connection) -> None:
    for hour in range(40):
        since = NOW + timedelta(hours=hour)
        add_gap(directory, ACME, since, since + timedelta(minutes=1))
    found = gaps(directory, ACME)
    assert len(found) == 20
    for hour in range(40):
        since = NOW + timedelta(hours=hour)
        assert any(
            gap.since <= since and since + timedelta(minutes=1) <= gap.until for gap in found
        )


async def recorded_gaps(post: Post) -> list[Gap]:
    found: list[Gap] = await post.read(gaps)
    return found


def stood_still_since(post: Post) -> datetime:
    return datetime.fromtimestamp((post.desk.data / FILE_NAME).stat().st_mtime, UTC)


async def test_a_new_relay_has_missed_nothing(post: Post) -> None:
    await post.outages().look(datetime.now(UTC))
    assert await recorded_gaps(post) == []
    assert (post.desk.data / FILE_NAME).exists()


async def test_a_relay_that_was_dead_asks_about_that_time(post: Post) -> None:
    died_at = datetime.now(UTC) - timedelta(hours=2)
    await post.outages().look(died_at)
    started_at = datetime.now(UTC)
    outages = post.outages()
    await outages.look(started_at)
    (gap,) = await recorded_gaps(post)
    assert abs(gap.since - died_at) < timedelta(milliseconds=1)
    assert gap.until == started_at
    await outages.look(started_at + timedelta(seconds=5))
    assert len(await recorded_gaps(post)) == 1


async def test_a_relay_that_refused_notifications_asks_about_that_time(post: Post) -> None:
    outages, began = post.outages(), datetime.now(UTC)
    await outages.look(began)
    for seconds in (5, 10):
        post.metrics.notifications["refused"] += 1
        await outages.look(began + timedelta(seconds=seconds))
    assert await recorded_gaps(post) == []
    await outages.look(began + timedelta(seconds=15))
    (gap,) = await recorded_gaps(post)
    assert abs(gap.since - began) < timedelta(milliseconds=1)
    assert gap.until == began + timedelta(seconds=15)


async def test_a_machine_that_slept_asks_about_that_time(post: Post) -> None:
    outages, began = post.outages(), datetime.now(UTC)
    await outages.look(began)
    await outages.look(began + timedelta(seconds=29))
    assert await recorded_gaps(post) == []
    await outages.look(began + timedelta(seconds=60))
    assert len(await recorded_gaps(post)) == 1


async def test_a_gap_that_cannot_be_recorded_is_not_forgotten(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    died_at = datetime.now(UTC) - timedelta(hours=2)
    await post.outages().look(died_at)

    async def away(_work: object) -> None:
        raise StorageUnusable("the directory is away")

    outages = post.outages()
    with monkeypatch.context() as broken:
        broken.setattr(post.desk.directory, "write", away)
        await outages.look(datetime.now(UTC))
    assert abs(stood_still_since(post) - died_at) < timedelta(milliseconds=1)
    await outages.look(datetime.now(UTC))
    (gap,) = await recorded_gaps(post)
    assert abs(gap.since - died_at) < timedelta(milliseconds=1)


async def test_without_a_mark_the_newest_event_tells(post: Post) -> None:
    at = datetime.now(UTC) - timedelta(minutes=30)
    await post.log.append(
        draft(
            "k", lambda _seen: frozenset(), account=ACME, received_at=at, kind="other", normal=None
        )
    )
    await post.outages().look(datetime.now(UTC))
    (gap,) = await recorded_gaps(post)
    assert abs(gap.since - at) < timedelta(milliseconds=1)
