"""Calls UIS remembers and the log has missed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.relay.uis_desk import UisDesk, uis_desk
from tests.simulator.stage import ENDED, LOST, RECORDED, office_account
from uis_desktop.core.calls import CallBook
from uis_desktop.core.effects import FoldCard, KeepInHistory, ShowCard
from uis_desktop.core.events import Delivered, Employee
from uis_desktop.core.history import Outcome
from uis_desktop.relay.directory.people import put_employee
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.filing import Filing
from uis_desktop.relay.intake.reading import read
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import Draft, LogUnwritable, Record, Stored, Wanted
from uis_desktop.relay.log.sqlite_log import SqliteLog
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis.backfill import Backfill, Missed, Reports
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.data_records import ReportedCall, ReportedLeg
from uis_desktop.uis_api.listing import Slice
from uis_desktop.wire.codec import event_from_json

ANNA, BORIS, VERA = "123456", "123457", "123458"
LINE = "74950000001"
TALK = {
    "type": "inbound",
    "contact": "79001234567",
    "line": LINE,
    "answers": {"employee": int(BORIS), "after_s": 2},
    "talk_s": 5,
}
MISSED = {
    "type": "inbound",
    "contact": "79001234569",
    "line": LINE,
    "answers": None,
    "gives_up_after_s": 4,
}
DIALLED = {
    "type": "outgoing",
    "employee": int(ANNA),
    "contact": "79001234567",
    "line": LINE,
    "talk_s": 3,
}
#: Yekaterinburg is two hours ahead of what the account at the relay says.
ZONE = ZoneInfo("Asia/Yekaterinburg")


@dataclass
class Relay:
    """Log and filing of a relay that has an account at the pretend UIS."""

    desk: UisDesk
    log: SqliteLog
    filing: Filing
    told: list[Stored]

    async def fill(
        self, api: Reports | None = None, *, records: bool = True, hours: float = 24
    ) -> dict[str, int]:
        now = self.desk.stage.clock.now()
        missed = Missed(since=now - timedelta(hours=hours), until=now, records=records)
        backfill = Backfill(log=self.log, filing=self.filing)
        return await backfill.run(api or self.desk.api, await self.desk.account(), ZONE, missed)

    async def kinds(self, call: int) -> list[str]:
        """What the log has of a call, the oldest first."""
        return [record.kind for record in reversed(await self.records(call))]

    async def records(self, call: int) -> list[Record]:
        return await self.log.records("acme", Wanted(call_session_id=str(call), limit=100))

    async def hears(self, call: int, *mnemonics: str) -> None:
        """These notifications of the call have arrived in time."""
        account = await self.desk.account()
        for heard in list(self.desk.stage.receiver.heard):
            if heard.json["call_session_id"] != call:
                continue
            if heard.json["notification_mnemonic"] in mnemonics:
                now = datetime.now(UTC)
                reading = read(body=heard.body, query=b"", arrived_at=now, zone=ZONE)
                await self.filing.file(account, reading, now, "POST")

    async def call(self, row: Mapping[str, object], until: str = ENDED) -> int:
        """A call that is over; its notifications have gone to somebody else."""
        id_ = await self.desk.stage.start(row)
        await self.desk.stage.receiver.story(id_, until=until)
        return id_


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator[Relay]:
    async with uis_desk(data, office_account(timezone=ZONE.key)) as desk:
        told: list[Stored] = []
        log = SqliteLog(data, on_stored=told.append)
        watched = open_directory(data)
        try:
            for id_, name in ((ANNA, "Иванова Анна"), (BORIS, "Петров Сергей"), (VERA, "Вера")):
                put_employee(watched, "acme", id_=id_, name=name, extension=None, lines=[])
            filing = Filing(roster=Roster(watched), log=log, metrics=Metrics(), limits=Limits())
            yield Relay(desk, log, filing, told)
        finally:
            await log.close()
            watched.close()


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[Relay]:
    async with opened(tmp_path) as made:
        yield made


async def test_calls_nobody_told_us_of_are_in_the_log_and_none_rings(relay: Relay) -> None:
    talk, missed = await relay.call(TALK, RECORDED), await relay.call(MISSED, LOST)
    dialled = await relay.call(DIALLED, RECORDED)
    assert relay.told == []
    figures = await relay.fill()
    assert await relay.kinds(talk) == ["call_ended", "recorded"]
    assert await relay.kinds(missed) == ["lost", "call_ended"]
    assert await relay.kinds(dialled) == ["call_ended", "recorded"]
    assert {stored.kind for stored in relay.told} <= {"call_ended", "lost", "recorded"}
    assert figures == {"calls": 3, "calls_missed": 3, "call_ended": 3, "lost": 1, "recorded": 2}


async def test_what_was_recovered_is_told_to_those_it_concerns(relay: Relay) -> None:
    talk, dialled = await relay.call(TALK), await relay.call(DIALLED)
    await relay.fill()
    (ended,) = [record for record in await relay.records(talk) if record.kind == "call_ended"]
    assert ended.audience == {ANNA, BORIS}
    assert ended.method == "RECOVERED"
    (dialled_end,) = [r for r in await relay.records(dialled) if r.kind == "call_ended"]
    assert dialled_end.audience == {ANNA}


async def test_times_are_those_of_the_accounts_zone(relay: Relay) -> None:
    before = relay.desk.stage.clock.now()
    call = await relay.call(TALK)
    await relay.fill()
    (stored,) = [s for s in relay.told if s.call_session_id == str(call) and s.kind == "call_ended"]
    assert stored.normal is not None
    at = event_from_json(stored.normal).at
    assert before - timedelta(seconds=1) <= at <= relay.desk.stage.clock.now()


async def test_running_again_files_nothing_twice(relay: Relay) -> None:
    call = await relay.call(TALK, RECORDED)
    await relay.fill()
    told = len(relay.told)
    again = await relay.fill()
    assert len(relay.told) == told
    assert (again["calls"], again["calls_missed"]) == (1, 0)
    assert await relay.kinds(call) == ["call_ended", "recorded"]


async def test_only_what_is_missing_is_filed(relay: Relay) -> None:
    call = await relay.call(MISSED, LOST)
    await relay.hears(call, "in_call_session", "employee_leg_waiting", LOST)
    await relay.fill()
    assert await relay.kinds(call) == ["incoming", "waiting", "waiting", "lost", "call_ended"]


async def test_a_call_the_log_has_whole_is_left_alone(relay: Relay) -> None:
    call = await relay.call(MISSED, LOST)
    await relay.desk.stage.receiver.story(call, until=ENDED)
    await relay.hears(call, LOST, ENDED)
    assert (await relay.fill())["calls_missed"] == 0


async def test_notifications_that_come_after_all_make_no_doubles(relay: Relay) -> None:
    answered, missed = await relay.call(TALK), await relay.call(MISSED, LOST)
    await relay.desk.stage.receiver.story(missed, until=ENDED)
    await relay.fill(records=False)
    before = {call: await relay.kinds(call) for call in (answered, missed)}
    for call in (answered, missed):
        await relay.hears(call, LOST, ENDED)
    assert {call: await relay.kinds(call) for call in (answered, missed)} == before
    assert sorted(before[missed]) == ["call_ended", "lost"]


async def test_records_come_with_the_second_question(relay: Relay) -> None:
    call = await relay.call(TALK, RECORDED)
    await relay.fill(records=False)
    assert await relay.kinds(call) == ["call_ended"]
    await relay.fill()
    assert await relay.kinds(call) == ["call_ended", "recorded"]


async def test_a_row_that_comes_late_is_found_the_next_time(relay: Relay) -> None:
    await relay.desk.stage.post("quirks", {"report_delay_s": 900})
    call = await relay.call(TALK)
    assert (await relay.fill())["calls"] == 0
    relay.desk.stage.clock.skip(901)
    await relay.fill(records=False)
    assert await relay.kinds(call) == ["call_ended"]


async def test_calls_before_the_gap_are_not_asked_about_but_long_ones_are(relay: Relay) -> None:
    old = await relay.call(TALK)
    relay.desk.stage.clock.skip(3600)
    await relay.fill(hours=0.25, records=False)
    assert await relay.kinds(old) == []
    await relay.fill(hours=1.25, records=False)
    assert await relay.kinds(old) == ["call_ended"]


class WithoutEmployees:
    """Reports of a UIS that does not tell whose phones rang."""

    def __init__(self, api: UisDataApi) -> None:
        self._api = api

    async def calls(
        self, since: datetime, until: datetime, zone: tzinfo
    ) -> AsyncGenerator[Slice[ReportedCall], None]:
        async for part in self._api.calls(since, until, zone):
            yield Slice([replace(row, employees=None, last_talked=None) for row in part.records])

    def legs(
        self, since: datetime, until: datetime, zone: tzinfo
    ) -> AsyncGenerator[Slice[ReportedLeg], None]:
        return self._api.legs(since, until, zone)


async def test_employees_the_report_does_not_tell_are_found_in_the_legs(relay: Relay) -> None:
    call = await relay.call(TALK)
    await relay.fill(WithoutEmployees(relay.desk.api), records=False)
    (ended,) = await relay.records(call)
    assert ended.audience == {ANNA, BORIS}
    assert ended.normal is not None
    assert event_from_json(ended.normal).employee_id == BORIS


async def test_a_log_that_cannot_be_written_is_told_and_the_rest_comes_later(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = await relay.call(TALK)
    append = relay.log.append

    async def refuse(_draft: Draft) -> Stored | None:
        raise LogUnwritable("disk full")

    monkeypatch.setattr(relay.log, "append", refuse)
    with pytest.raises(LogUnwritable):
        await relay.fill()
    monkeypatch.setattr(relay.log, "append", append)
    await relay.fill()
    assert "call_ended" in await relay.kinds(call)


async def test_a_desk_shows_history_and_missed_calls_but_no_card(relay: Relay) -> None:
    talk, missed = await relay.call(TALK), await relay.call(MISSED, LOST)
    await relay.fill()
    now = datetime.now(UTC)
    book = CallBook(Employee(id=ANNA, name="Иванова Анна"))
    effects = [
        effect
        for stored in relay.told
        if stored.normal is not None and ANNA in stored.audience
        for effect in book.apply(
            Delivered(
                epoch="e", number=stored.seq, received_at=now, event=event_from_json(stored.normal)
            ),
            now,
        )
    ]
    assert not [effect for effect in effects if isinstance(effect, ShowCard | FoldCard)]
    rows = {e.row.key: e.row for e in effects if isinstance(e, KeepInHistory)}
    assert rows[str(talk)].outcome is Outcome.TAKEN_BY_COLLEAGUE
    assert rows[str(missed)].missed
    assert rows[str(missed)].concerns_me
    began = rows[str(missed)].started_at
    ended = rows[str(missed)].ended_at
    assert ended is not None
    assert timedelta(seconds=3) <= ended - began <= timedelta(seconds=6)
