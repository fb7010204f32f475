"""Reminders to call back: due at their time, over restarts, until somebody has talked."""

from __future__ import annotations

from tests.builders import (
    CALLER,
    at,
    call_ended,
    incoming,
    lost,
    outgoing,
    talk_ended,
    talk_started,
    waiting,
)
from tests.session.stage import CONNECTED, Stage, arrived, others_work, until
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.link import CaughtUp, Connecting
from uis_desktop.core.phone import Number


async def missed(stage: Stage) -> HistoryRow:
    """The missed call everything is about."""
    (row,) = await stage.journal.recent(limit=1)
    return row


async def test_person_is_reminded_at_the_time_and_not_before() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await session.reminders.remind(await missed(stage), at(900))
        await until(lambda: bool(stage.clock.sleeping))
        assert not any(stage.screen.reminders)
        stage.clock.move_to(900)
        await until(lambda: stage.screen.reminders[-1] == [CALLER])


async def test_reminder_outlives_a_restart() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await session.reminders.remind(await missed(stage), at(900))
    stage.clock.move_to(5000)
    async with stage.live():
        await until(lambda: stage.screen.reminders[-1:] == [[CALLER]])


async def test_talk_of_mine_does_what_the_reminder_was_for() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        stage.clock.move_to(60)
        await session.reminders.remind(await missed(stage), at(70))
        stage.clock.move_to(80)
        await until(lambda: stage.screen.reminders[-1] == [CALLER])
        back = (
            outgoing("c2", s=90),
            talk_started("c2", s=95, direction=Direction.OUT),
            talk_ended("c2", s=120),
            call_ended("c2", s=121, direction=Direction.OUT),
        )
        await stage.say(arrived(3, *back))
        await until(lambda: stage.screen.reminders[-1] == [])


async def test_earlier_reminder_comes_first_and_the_later_one_after_it() -> None:
    stage = Stage()
    other = incoming("c2", s=2, caller=Number("+79990000000"))
    async with stage.live(arrived(1, waiting(), lost(), other)) as session:
        rows = {row.key: row for row in await stage.journal.recent(limit=9)}
        await session.reminders.remind(rows["c1"], at(7200))
        await until(lambda: bool(stage.clock.sleeping))
        await session.reminders.remind(rows["c2"], at(900))
        await others_work()
        stage.clock.move_to(900)
        await until(lambda: stage.screen.reminders[-1] == [rows["c2"].contact_phone_number])
        stage.clock.move_to(7200)
        await until(lambda: len(stage.screen.reminders[-1]) == 2)


async def test_put_off_and_dropped_reminders_are_due_no_more() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await session.reminders.remind(await missed(stage), at(0))
        await until(lambda: stage.screen.reminders[-1] == [CALLER])
        (reminder,) = await stage.journal.reminders()
        await session.reminders.put_off(reminder, at(900))
        await until(lambda: stage.screen.reminders[-1] == [])
        stage.clock.move_to(900)
        await until(lambda: stage.screen.reminders[-1] == [CALLER])
        await session.reminders.drop(CALLER)
        await until(lambda: stage.screen.reminders[-1] == [])
        assert (await missed(stage)).remind_at is None


async def test_hidden_number_cannot_be_called_back() -> None:
    stage = Stage()
    async with stage.live(arrived(1, incoming(caller=None))) as session:
        await session.reminders.remind(await missed(stage), at(900))
        assert list(await stage.journal.reminders()) == []


async def test_reminder_that_came_due_while_the_machine_slept_is_told_on_waking() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await session.reminders.remind(await missed(stage), at(900))
        await until(lambda: bool(stage.clock.sleeping))
        stage.clock.at = at(5000)
        session.hurry()
        await until(lambda: stage.screen.reminders[-1] == [CALLER])


async def test_reminder_that_came_due_in_a_sleep_is_told_before_there_is_a_connection() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await session.reminders.remind(await missed(stage), at(900))
        await until(lambda: bool(stage.clock.sleeping))
        stage.clock.at = at(5000)
        await stage.say(Connecting())
        await until(lambda: stage.screen.reminders[-1] == [CALLER])


async def test_timer_of_a_reminder_that_slept_with_the_machine_is_set_anew() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await session.reminders.remind(await missed(stage), at(900))
        await until(lambda: at(900) in [due for due, _ in stage.clock.sleeping])
        before = stage.clock.slept
        stage.clock.at = at(600)
        await stage.say(CONNECTED, CaughtUp())
        await until(
            lambda: (
                stage.clock.slept > before and at(900) in [due for due, _ in stage.clock.sleeping]
            )
        )
