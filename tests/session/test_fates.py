"""What became of a call's card is kept, and told afterwards."""

from __future__ import annotations

import asyncio

from tests.builders import CALLER, at, call_ended, lost, waiting
from tests.session.stage import CONNECTED, Stage, arrived, others_work, until
from uis_desktop.core.fates import Fate
from uis_desktop.core.link import CaughtUp
from uis_desktop.core.phone import parse


async def test_fate_of_a_card_is_kept_with_its_time_and_told() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting())) as session:
        stage.clock.move_to(2)
        session.fates.note("c1", Fate.PAINTED)
        await until(lambda: len(stage.journal.fates) == 1)
        told = await session.fates.story(stage.journal.rows["c1"])
    assert told.answer is not None
    assert (told.answer.fate, told.answer.at) == (Fate.PAINTED, at(2))
    assert len(told.events) == 1


async def test_missed_call_of_an_absence_is_explained() -> None:
    stage = Stage()
    stage.clock.move_to(600)
    missed = arrived(1, waiting(s=1), lost(s=30))
    session = stage.session(CONNECTED, missed, CaughtUp(), stays=True)
    running = asyncio.create_task(session.run())
    await until(lambda: len(stage.journal.fates) == 1)
    told = await session.fates.story(stage.journal.rows["c1"])
    running.cancel()
    await asyncio.wait({running})
    assert told.answer is not None
    assert told.answer.fate is Fate.OVER


async def test_fate_of_the_card_of_a_click_is_kept_with_the_call_it_became() -> None:
    stage = Stage()
    async with stage.live() as session:
        await session.dial(parse(CALLER))
        session.fates.note("dial:click-1", Fate.PAINTED)
        await until(lambda: len(stage.journal.fates) == 1)
        await stage.say(arrived(1, waiting("1", external_id="click-1")))
        session.fates.note("dial:click-1", Fate.DISMISSED)
        await until(lambda: len(stage.journal.fates) == 2)
    assert {note.call for note in stage.journal.fates} == {"1"}


async def test_restart_does_not_explain_again_what_was_seen() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(s=1))) as session:
        session.fates.note("c1", Fate.PAINTED)
        await until(lambda: len(stage.journal.fates) == 1)
    stage.clock.move_to(300)
    async with stage.live(arrived(2, call_ended(s=290))):
        await others_work()
    assert [note.fate for note in stage.journal.fates] == [Fate.PAINTED]
