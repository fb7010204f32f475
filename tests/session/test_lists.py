"""What is found for a few typed letters."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.builders import at
from tests.session.stage import Stage, until
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.phone import Number

IVANOV = Contact(id="relay:1", full_name="Иванов Пётр", phone_numbers=(Number("+79001112233"),))
BDF = Contact(
    id="relay:2", full_name="BDF Beiersdorf", phone_numbers=(Number("+79004445566"), Number("204"))
)
CALL = HistoryRow(
    key="c1",
    direction=Direction.IN,
    outcome=Outcome.LOST,
    started_at=at(0),
    concerns_me=True,
    contact_phone_number=Number("+79001112233"),
    contact_full_name="Ivanov Ltd",
)


async def stage_with_both() -> Stage:
    stage = Stage()
    await stage.journal.keep_contacts([IVANOV, BDF], [], DirectoryPlace(1))
    await stage.journal.keep([], [CALL])
    return stage


@pytest.mark.parametrize(
    ("typed", "contacts", "calls", "meant"),
    [
        ("bdfyjd", ["relay:1"], [], "иванов"),
        ("BDFYJD gtnh", ["relay:1"], [], "иванов петр"),
        ("шмфтщм", [], ["c1"], "ivanov"),
        ("bdf", ["relay:2"], [], None),
        ("ива", ["relay:1"], [], None),
        ("ivan", [], ["c1"], None),
        ("900111", ["relay:1"], ["c1"], None),
        ("якубович", [], [], None),
        (",", ["relay:2", "relay:1"], ["c1"], None),
    ],
)
async def test_the_other_layout_counts_only_if_nothing_else_fits(
    typed: str, contacts: list[str], calls: list[str], meant: str | None
) -> None:
    stage = await stage_with_both()
    async with stage.live() as session:
        found = await session.lists.find(typed)
    assert [who.id for who in found.contacts] == contacts
    assert [call.key for call in found.recent] == calls
    assert found.meant == meant


async def test_the_journal_is_asked_everything_before_it_has_answered_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = await stage_with_both()
    all_asked = asyncio.Barrier(3)

    async def answer(**_asked: object) -> list[object]:
        await all_asked.wait()
        return []

    async with stage.live() as session:
        for question in ("recent", "contacts", "colleagues"):
            monkeypatch.setattr(stage.journal, question, answer)
        assert not (await session.lists.find("1")).anything


async def test_missed_calls_are_found_with_the_wrong_layout_too() -> None:
    stage = await stage_with_both()
    async with stage.live() as session:
        found = await session.lists.find("шмфтщм", missed_only=True)
    assert [one.newest.key for one in found.missed] == ["c1"]
    assert found.meant == "ivanov"


async def test_calls_with_a_contact_are_the_twenty_newest_over_all_his_numbers() -> None:
    stage = await stage_with_both()
    numbers = (Number("+79004445566"), Number("204"))
    await stage.journal.keep(
        [],
        [
            replace(CALL, key=f"n{n:02}", started_at=at(n), contact_phone_number=numbers[n % 2])
            for n in range(30)
        ],
    )
    async with stage.live() as session:
        calls = await session.lists.calls_with(BDF)
    assert [call.key for call in calls] == [f"n{n:02}" for n in range(29, 9, -1)]


PETROVA = Colleague(id="2", name="Петрова", extension="102")


@pytest.mark.parametrize(
    ("typed", "names"), [("петр", ["Петрова"]), ("gtnh", ["Петрова"]), ("якубович", [])]
)
async def test_colleague_is_found_in_either_layout(typed: str, names: list[str]) -> None:
    stage = Stage()
    stage.directory.staff = (PETROVA,)
    async with stage.live() as session:
        await until(lambda: bool(stage.journal.staff))
        assert [one.name for one in await session.lists.colleagues(typed)] == names


async def test_call_is_found_by_its_key_only_while_it_is_among_the_newest() -> None:
    stage = await stage_with_both()
    async with stage.live() as session:
        assert await session.lists.newest_call("c1") == CALL
        assert await session.lists.newest_call("c2") is None


@pytest.mark.parametrize(("missed_only", "count"), [(False, 401), (True, 201)])
async def test_every_call_is_listed_once_over_all_pages(*, missed_only: bool, count: int) -> None:
    """Also where a whole page has nothing that is wanted."""
    stage = Stage()
    rows = [replace(CALL, key=f"n{n:03}", started_at=at(n)) for n in range(401)]
    talked = [replace(row, outcome=Outcome.TALKED) for row in rows[100:300]]
    await stage.journal.keep([], [*rows[:100], *talked, *rows[300:]])
    async with stage.live() as session:
        pages = [page async for page in session.lists.every_call("", missed_only=missed_only)]
    keys = [row.key for page in pages for row in page]
    assert len(keys) == len(set(keys)) == count
    assert keys == sorted(keys, reverse=True)
