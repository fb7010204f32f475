"""Tags on finished calls: kept at once, at UIS when that can be done, never lost."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import call_ended, incoming, talk_ended, talk_started, waiting
from tests.session.stage import CONNECTED, Stage, arrived, others_work, until
from uis_desktop.core.events import CallEvent
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.link import CaughtUp, Offline, OfflineReason
from uis_desktop.core.tags import Tag
from uis_desktop.errors import OutcomeUnknown, ServiceRefused, ServiceUnreachable, TagRefused

TARGET, SPAM = Tag(id="1", name="Целевой"), Tag(id="2", name="Спам")
CALL = "700"
OFFLINE = Offline(reason=OfflineReason.UNREACHABLE, retry_in_s=1)
TALK: tuple[CallEvent, ...] = (
    incoming(CALL),
    waiting(CALL),
    talk_started(CALL),
    talk_ended(CALL),
    call_ended(CALL),
)


def stage() -> Stage:
    """A desk of a company with two tags."""
    made = Stage()
    made.directory.tags_told = (TARGET, SPAM)
    return made


async def call_of(desk: Stage) -> HistoryRow:
    (row,) = await desk.journal.recent(limit=1)
    return row


async def unsent(desk: Stage) -> list[str]:
    return [wish.tag.name for wish in await desk.journal.waiting_tags()]


async def test_tags_of_the_company_are_offered_for_a_finished_call() -> None:
    desk = stage()
    async with desk.live(arrived(1, *TALK)) as session:
        await until(lambda: len(desk.journal.company_tags) == 2)
        await others_work()
        marks = session.tagging.marks_on(await call_of(desk))
        assert [(mark.name, mark.on) for mark in marks] == [("Целевой", False), ("Спам", False)]


async def test_click_that_became_no_call_has_no_tags_to_choose() -> None:
    desk = stage()
    async with desk.live(arrived(1, *TALK)) as session:
        await until(lambda: len(desk.journal.company_tags) == 2)
        await others_work()
        click = replace(await call_of(desk), key="dial:click-1")
        assert session.tagging.marks_on(click) == []


async def test_tag_goes_to_uis_with_one_request() -> None:
    desk = stage()
    async with desk.live(arrived(1, *TALK)) as session:
        await session.tagging.tag(CALL, TARGET, wanted=True)
        await until(lambda: desk.tags.on == {(CALL, "1")})
        await others_work()
        assert desk.tags.asked == [(CALL, "1", True)]
        assert await unsent(desk) == []


async def test_tag_chosen_offline_goes_out_when_the_relay_is_back() -> None:
    desk = stage()
    async with desk.live(arrived(1, *TALK)) as session:
        await desk.say(OFFLINE)
        await session.tagging.tag(CALL, TARGET, wanted=True)
        await others_work()
        assert desk.tags.asked == []
        assert await unsent(desk) == ["Целевой"]
        await desk.say(CONNECTED, CaughtUp())
        await until(lambda: desk.tags.on == {(CALL, "1")})


async def test_tag_outlives_a_crash_before_it_was_sent() -> None:
    desk = stage()
    async with desk.live(arrived(1, *TALK)) as session:
        await desk.say(OFFLINE)
        await session.tagging.tag(CALL, TARGET, wanted=True)
    async with desk.live():
        await until(lambda: desk.tags.on == {(CALL, "1")})


async def test_outcome_nobody_knows_is_asked_for_again_after_a_pause() -> None:
    desk = stage()
    desk.tags.answers.append(OutcomeUnknown("no answer"))
    async with desk.live(arrived(1, *TALK)) as session:
        await session.tagging.tag(CALL, TARGET, wanted=True)
        await until(lambda: len(desk.tags.asked) == 1)
        await others_work()
        assert len(desk.tags.asked) == 1
        desk.clock.move_to(3600)
        await until(lambda: desk.tags.on == {(CALL, "1")})


async def test_call_uis_does_not_report_yet_keeps_no_other_tag_back() -> None:
    desk = stage()
    async with desk.live(arrived(1, *TALK)) as session:
        await desk.say(OFFLINE)
        desk.tags.answers.append(ServiceUnreachable("not in the report yet"))
        await session.tagging.tag(CALL, TARGET, wanted=True)
        await session.tagging.tag(CALL, SPAM, wanted=True)
        await desk.say(CONNECTED, CaughtUp())
        await until(lambda: desk.tags.on == {(CALL, "2")})
        assert await unsent(desk) == ["Целевой"]


async def test_final_refusal_is_told_once_and_can_be_tried_again() -> None:
    desk = stage()
    desk.tags.answers.append(ServiceRefused("entity_not_found", code=-32602))
    async with desk.live(arrived(1, *TALK)) as session:
        await session.tagging.tag(CALL, TARGET, wanted=True)
        await until(lambda: bool(desk.screen.complaints))
        (told,) = desk.screen.complaints
        assert isinstance(told, TagRefused)
        assert told.tag_name == "Целевой"
        desk.clock.move_to(3600)
        await others_work()
        assert len(desk.tags.asked) == 1
        await session.tagging.tag(CALL, TARGET, wanted=True)
        await until(lambda: desk.tags.on == {(CALL, "1")})


async def test_tag_taken_off_while_it_was_on_its_way_ends_off() -> None:
    desk = stage()
    async with desk.live(arrived(1, *TALK)) as session:
        await session.tagging.tag(CALL, TARGET, wanted=True)
        await session.tagging.tag(CALL, TARGET, wanted=False)
        await until(lambda: desk.tags.asked[-1:] == [(CALL, "1", False)])
        await others_work()
        assert desk.tags.on == set()
        (mark, _) = session.tagging.marks_on(await call_of(desk))
        assert not mark.on
        assert not mark.waiting
