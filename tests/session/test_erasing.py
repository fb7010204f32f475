"""Calls leave the history on demand, or when they are older than anybody wants to keep them."""

from __future__ import annotations

import asyncio

import pytest

from tests.builders import CALLER, incoming, lost, recorded, waiting
from tests.session.stage import Stage, arrived, others_work, until
from uis_desktop.errors import HistoryUnreadable

DAY_S = 24 * 3600.0


async def test_history_of_a_number_goes_and_the_lists_are_told() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await until(lambda: stage.screen.missed[-1:] == [1])
        assert await session.erasing.count_of_number(CALLER) == 1
        await session.erasing.erase_number(CALLER)
        await until(lambda: stage.screen.missed[-1] == 0)
        assert stage.journal.rows == {}


async def test_late_record_does_not_bring_an_erased_call_back_whole() -> None:
    stage = Stage()
    async with stage.live(arrived(1, incoming(), waiting(), lost())) as session:
        await session.erasing.erase_number(CALLER)
        await stage.say(arrived(4, recorded()))
        assert all(row.contact_full_name is None for row in stage.journal.rows.values())


async def test_calls_are_kept_for_ever_until_somebody_says_for_how_long() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        stage.clock.move_to(4000 * DAY_S)
        session.erasing.keep_for(0)
        await others_work()
        assert list(stage.journal.rows) == ["c1"]


async def test_choice_made_meanwhile_counts_from_the_next_day_on() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        stage.clock.move_to(30 * DAY_S)
        session.erasing.keep_for(0)
        await until(lambda: bool(stage.clock.sleeping))
        session.erasing.keep_for(7)
        await others_work()
        assert list(stage.journal.rows) == ["c1"]
        stage.clock.move_to(31 * DAY_S)
        await until(lambda: not stage.journal.rows)


async def test_calls_that_are_too_old_go_at_once_and_then_once_a_day() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting("old"), lost("old"))) as session:
        stage.clock.move_to(10 * DAY_S)
        await stage.say(arrived(3, waiting("new", s=10 * DAY_S), lost("new", s=10 * DAY_S + 9)))
        session.erasing.keep_for(7)
        await until(lambda: list(stage.journal.rows) == ["new"])
        await until(lambda: bool(stage.clock.sleeping))
        stage.clock.move_to(16 * DAY_S)
        await others_work()
        assert list(stage.journal.rows) == ["new"]
        stage.clock.move_to(18 * DAY_S)
        await until(lambda: not stage.journal.rows)


async def test_disk_that_erases_nothing_ends_the_session() -> None:
    stage = Stage()
    session = stage.session(arrived(1, waiting(), lost()), stays=True)
    running = asyncio.create_task(session.run())
    await stage.stream.all_taken()
    stage.journal.failure = HistoryUnreadable("disk full")
    with pytest.raises(HistoryUnreadable):
        await session.erasing.erase_number(CALLER)
    with pytest.raises(HistoryUnreadable):
        await running
