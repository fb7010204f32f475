"""Which of our numbers a click is placed from, and what there is to choose."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.builders import CALLER, START
from tests.session.stage import Stage, others_work, until
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.lines import Line
from uis_desktop.core.phone import Number, parse
from uis_desktop.errors import NotOurNumber, ServiceUnreachable
from uis_desktop.session.session import Session

OWN = Line(phone_number=Number("+74950000001"), name="Main")
PETERSBURG = Line(phone_number=Number("+78120000002"), name="Petersburg")
ADVERT = Line(phone_number=Number("+74950000003"), name="Advert")
LINES = (OWN, ADVERT, PETERSBURG)


def call(line: Line, *, number: Number = CALLER, outcome: Outcome = Outcome.TALKED) -> HistoryRow:
    return HistoryRow(
        key=f"{line.name}",
        direction=Direction.IN,
        outcome=outcome,
        started_at=START,
        contact_phone_number=number,
        virtual_phone_number=line.phone_number,
    )


def stage_with(*rows: HistoryRow, lines: tuple[Line, ...] = LINES) -> Stage:
    stage = Stage()
    stage.directory.lines_told = lines
    stage.journal.rows = {row.key: row for row in rows}
    return stage


async def told(session: Session) -> None:
    await until(lambda: session.our_lines.active == LINES)


async def test_a_click_is_placed_from_the_number_that_was_used_with_the_contact_last() -> None:
    stage = stage_with(call(ADVERT))
    async with stage.live() as session:
        await told(session)
        await session.dial(parse(CALLER))
        await session.dial(parse("+79990000000"))
    called_from = [request.virtual_phone_number for request in stage.call_api.started]
    assert called_from == ["74950000003", "74950000001"]


async def test_what_the_person_chooses_is_what_is_offered_the_next_time() -> None:
    stage = stage_with(call(ADVERT))
    async with stage.live() as session:
        await told(session)
        stage.clock.move_to(60)
        await session.dial(parse(CALLER), PETERSBURG.phone_number)
        choice = await session.our_lines.choice(parse(CALLER))
    assert choice is not None
    assert choice.first == PETERSBURG.phone_number
    assert choice.lines == (PETERSBURG, OWN, ADVERT)


async def test_all_numbers_of_the_contact_count() -> None:
    stage = stage_with(call(ADVERT, number=Number("+79991112233")))
    person = Contact(id="1", full_name="Smirnov", phone_numbers=(CALLER, Number("+79991112233")))
    stage.journal.people = {"1": person}
    async with stage.live() as session:
        await told(session)
        await session.dial(parse(CALLER))
    assert stage.call_api.started[0].virtual_phone_number == "74950000003"


async def test_a_call_that_was_refused_says_nothing_of_its_number() -> None:
    stage = stage_with(call(ADVERT, outcome=Outcome.REFUSED))
    async with stage.live() as session:
        await told(session)
        await session.dial(parse(CALLER))
    assert stage.call_api.started[0].virtual_phone_number == "74950000001"


async def test_the_region_of_the_number_decides_if_nothing_was_used() -> None:
    stage = stage_with()
    stage.region_of = lambda e164: e164[:5]
    async with stage.live() as session:
        await told(session)
        await session.dial(parse("+7 812 765-43-21"))
    assert stage.call_api.started[0].virtual_phone_number == "78120000002"


async def test_a_number_that_is_not_active_is_refused_before_anything_is_sent() -> None:
    stage = stage_with()
    async with stage.live() as session:
        await told(session)
        with pytest.raises(NotOurNumber) as refused:
            await session.dial(parse(CALLER), Number("+74957654321"))
    assert refused.value.reason == "not_active"
    assert stage.call_api.started == []
    assert stage.journal.rows == {}


@pytest.mark.parametrize("lines", [(), (OWN,)], ids=["none", "one"])
async def test_without_several_numbers_there_is_nothing_to_choose(lines: tuple[Line, ...]) -> None:
    stage = stage_with(lines=lines)
    async with stage.live() as session:
        await until(lambda: stage.journal.lines_were_kept)
        await others_work()
        assert await session.our_lines.choice(parse(CALLER)) is None


async def test_there_is_nothing_to_choose_for_a_colleague() -> None:
    stage = stage_with()
    async with stage.live() as session:
        await told(session)
        assert await session.our_lines.choice(parse("204")) is None


async def test_numbers_are_known_at_once_after_a_restart_without_the_relay() -> None:
    stage = stage_with()
    async with stage.live() as session:
        await told(session)
    session = stage.session(stays=True)
    assert session.our_lines.active == ()
    running = asyncio.create_task(session.run())
    await told(session)
    choice = await session.our_lines.choice(parse(CALLER))
    running.cancel()
    await asyncio.wait({running})
    assert choice is not None
    assert choice.lines == LINES


async def test_a_relay_without_numbers_leaves_contacts_and_clicks_as_they_are() -> None:
    stage = stage_with()
    stage.directory.lines_told = ServiceUnreachable("lines: HTTP 503")
    stage.journal.rows = {"1": replace(call(ADVERT), key="1")}
    async with stage.live() as session:
        await until(lambda: bool(stage.directory.asked))
        await session.dial(parse(CALLER))
    assert stage.call_api.started[0].virtual_phone_number == "74950000001"
