"""Notes on calls: written at once, one at a time, and never behind the person."""

from __future__ import annotations

import asyncio

import pytest

from tests.builders import call_ended, incoming, outgoing, talk_ended, talk_started, waiting
from tests.fakes import MemoryJournal
from tests.session.stage import Stage, arrived, others_work, until
from uis_desktop.core.past import Past
from uis_desktop.core.phone import parse
from uis_desktop.errors import HistoryUnreadable
from uis_desktop.session.notes import Notes

TALKED = (waiting(), talk_started(), talk_ended(), call_ended())


class SlowDisk(MemoryJournal):
    """Writes a note when the test lets it; counts how many are under way."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.written: list[str] = []
        self.together = 0
        self.most_together = 0

    async def keep_note(self, call: str, text: str) -> None:
        self.together += 1
        self.most_together = max(self.most_together, self.together)
        try:
            await self.open.wait()
            await super().keep_note(call, text)
            self.written.append(text)
        finally:
            self.together -= 1


async def test_note_is_kept_and_read_with_its_call() -> None:
    stage = Stage()
    async with stage.live(arrived(1, *TALKED)) as session:
        await session.notes.write("c1", "перезвонить после обеда")
        (call,) = (await session.lists.find("обеда")).recent
        assert (call.key, call.note) == ("c1", "перезвонить после обеда")


async def test_newest_of_many_keystrokes_wins_and_one_is_written_at_a_time() -> None:
    journal = SlowDisk()
    stage = Stage(journal=journal)
    async with stage.live(arrived(1, *TALKED)) as session:
        writing = [asyncio.create_task(session.notes.write("c1", "з"))]
        await others_work()
        for text in ("за", "зак", "зака", "заказ"):
            writing.append(asyncio.create_task(session.notes.write("c1", text)))
        await others_work()
        journal.open.set()
        await asyncio.gather(*writing)
    assert journal.notes == {"c1": "заказ"}
    assert journal.most_together == 1
    assert journal.written == ["з", "заказ"]


async def test_notes_on_two_calls_do_not_push_each_other_out() -> None:
    journal = SlowDisk()
    stage = Stage(journal=journal)
    async with stage.live(arrived(1, *TALKED, waiting("c2"), talk_started("c2"))) as session:
        writing = [
            asyncio.create_task(session.notes.write(call, text))
            for call, text in (("c1", "один"), ("c2", "два"), ("c1", "один!"))
        ]
        await others_work()
        journal.open.set()
        await asyncio.gather(*writing)
    assert journal.notes == {"c1": "один!", "c2": "два"}


async def test_quitting_waits_for_the_last_keystroke() -> None:
    journal = SlowDisk()
    stage = Stage(journal=journal)
    async with stage.live(arrived(1, *TALKED)) as session:
        typing = asyncio.create_task(session.notes.write("c1", "важно"))
        await others_work()
        typing.cancel()
        asyncio.get_running_loop().call_soon(journal.open.set)
    assert journal.notes == {"c1": "важно"}


async def test_note_that_could_not_be_written_is_told() -> None:
    async def full(call: str, text: str) -> None:
        raise HistoryUnreadable("disk full")

    notes = Notes(full)
    with pytest.raises(HistoryUnreadable):
        await notes.write("c1", "x")
    await notes.finish()


async def test_disk_that_takes_no_note_ends_the_session() -> None:
    stage = Stage()
    session = stage.session(arrived(1, *TALKED), stays=True)
    running = asyncio.create_task(session.run())
    await stage.stream.all_taken()
    stage.journal.failure = HistoryUnreadable("disk full")
    with pytest.raises(HistoryUnreadable):
        await session.notes.write("c1", "x")
    with pytest.raises(HistoryUnreadable):
        await running


async def test_note_on_a_click_goes_over_to_its_call() -> None:
    stage = Stage()
    async with stage.live() as session:
        await session.dial(parse("+79001234567"))
        (click,) = stage.journal.rows
        await session.notes.write(click, "спросить про счёт")
        await stage.say(arrived(1, waiting(external_id="click-1")))
        await until(lambda: click not in stage.journal.rows)
        assert stage.journal.notes == {"c1": "спросить про счёт"}
        await session.notes.write(click, "спросить про счёт 7")
        assert stage.journal.notes == {"c1": "спросить про счёт 7"}


async def test_next_call_of_the_number_shows_the_last_talk_and_the_note() -> None:
    stage = Stage()
    async with stage.live(arrived(1, *TALKED)) as session:
        await session.notes.write("c1", "ждёт договор")
        await stage.say(arrived(9, incoming("c2", s=900), waiting("c2", s=901)))
        await until(lambda: stage.screen.cards["c2"].past is not None)
        past = stage.screen.cards["c2"].past
        row = stage.journal.rows["c1"]
        assert past == Past(
            talked_at=row.started_at,
            talked_with=row.employee_name,
            note="ждёт договор",
            noted_at=row.started_at,
        )


async def test_call_is_not_its_own_past() -> None:
    stage = Stage()
    async with stage.live(arrived(1, outgoing(), talk_started())) as session:
        await session.notes.write("c1", "идёт разговор")
        await stage.say(arrived(5, talk_ended(), call_ended()))
        await others_work()
        assert stage.screen.cards["c1"].past is None


async def test_hidden_number_has_no_past() -> None:
    stage = Stage()
    async with stage.live(arrived(1, incoming("a", caller=None))) as session:
        await session.notes.write("a", "аноним")
        await stage.say(arrived(2, incoming("b", caller=None)))
        await others_work()
        assert stage.screen.cards["b"].past is None
