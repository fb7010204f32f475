"""Record, tag, keys, coach, block and end: one request for each click, and its outcome told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.builders import at, talk_started, waiting
from tests.fakes import FakeCallApi
from tests.session.stage import Stage, arrived, others_work, until
from uis_desktop.core.abilities import Ability
from uis_desktop.core.call_control import OFF, ON, UNDO_S, Answer, TagButton, Wish
from uis_desktop.errors import (
    CallRefused,
    OutcomeUnknown,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.controlling import Controlling
from uis_desktop.session.session import Session

RECORD_ON, RECORD_OFF = Wish(Ability.RECORD, ON), Wish(Ability.RECORD, OFF)
TAG, COACH = Wish(Ability.TAG, "5"), Wish(Ability.COACH)
TARGET = TagButton(digit="1", tag_id="5", name="Целевой")


@asynccontextmanager
async def talking(*answers: UisError) -> AsyncIterator[tuple[Stage, Session, Controlling]]:
    """I talk, and UIS answers this to what is asked of it."""
    stage = Stage(call_api=FakeCallApi(*answers))
    stage.call_api.running.add("c1")
    async with stage.live(arrived(1, waiting("c1"), talk_started("c1"))) as session:
        yield stage, session, session.controlling


async def blocking(stage: Stage, control: Controlling) -> asyncio.Task[Answer | None]:
    """The number of the call waits to be blocked."""
    task = asyncio.create_task(control.blocking.block("c1"))
    due = at(UNDO_S)
    await until(lambda: any(until_then == due for until_then, _ in stage.clock.sleeping))
    return task


@pytest.mark.parametrize(
    ("wish", "request_"),
    [
        (RECORD_ON, ("record", "c1", "on")),
        (RECORD_OFF, ("record", "c1", "off")),
        (TAG, ("tag", "c1", "5")),
        (COACH, ("coach", "c1")),
        (Wish(Ability.KEYS, "#"), ("key", "c1", "#")),
    ],
)
async def test_wish_is_one_request(wish: Wish, request_: tuple[str, ...]) -> None:
    async with talking() as (stage, _, control):
        assert await control.do("c1", wish) is Answer.DONE
        assert stage.call_api.controlled == [request_]


async def test_second_click_while_the_first_is_out_sends_nothing() -> None:
    async with talking() as (stage, _, control):
        stage.call_api.answering.clear()
        first = asyncio.create_task(control.do("c1", TAG))
        await until(lambda: len(stage.call_api.controlled) == 1)
        assert await control.do("c1", TAG) is None
        stage.call_api.answering.set()
        assert await first is Answer.DONE
        assert await control.do("c1", TAG) is None
        assert stage.call_api.controlled == [("tag", "c1", "5")]


async def test_keys_are_sent_one_by_one_in_the_order_they_were_pressed_in() -> None:
    async with talking() as (stage, _, control):
        stage.call_api.answering.clear()
        presses = [asyncio.create_task(control.do("c1", Wish(Ability.KEYS, s))) for s in "2204"]
        await others_work()
        assert len(stage.call_api.controlled) == 1
        stage.call_api.answering.set()
        await asyncio.gather(*presses)
        assert [request[2] for request in stage.call_api.controlled] == list("2204")


async def test_call_without_a_name_gets_no_request() -> None:
    async with talking() as (stage, _, control):
        assert await control.do("unknown", TAG) is None
        assert stage.call_api.controlled == []


async def test_what_was_so_already_is_no_failure_and_is_remembered() -> None:
    async with talking(CallRefused("duplicate_tag")) as (stage, _, control):
        assert await control.do("c1", TAG) is Answer.ALREADY
        assert control.known("c1").tags == {"5"}
        assert await control.do("c1", TAG) is None
        assert len(stage.call_api.controlled) == 1


async def test_record_that_may_not_be_switched_is_barred_for_this_call() -> None:
    async with talking(CallRefused("forbidden")) as (stage, _, control):
        assert await control.do("c1", RECORD_OFF) is Answer.BARRED
        assert control.known("c1").barred == {Ability.RECORD: "forbidden"}
        assert await control.do("c1", RECORD_ON) is None
        assert len(stage.call_api.controlled) == 1


async def test_wrong_moment_is_no_failure_and_may_be_tried_again() -> None:
    async with talking(CallRefused("invalid_state")) as (_, __, control):
        assert await control.do("c1", COACH) is Answer.NOT_NOW
        assert await control.do("c1", COACH) is Answer.DONE


@pytest.mark.parametrize(
    "error", [ServiceUnreachable("x"), OutcomeUnknown("x"), CallRefused("tag_not_found")]
)
async def test_failure_is_told_sent_once_and_not_taken_for_done(error: UisError) -> None:
    async with talking(error) as (stage, _, control):
        with pytest.raises(type(error)):
            await control.do("c1", TAG)
        assert control.known("c1").tags == frozenset()
        assert stage.call_api.controlled == [("tag", "c1", "5")]


async def test_component_that_is_off_takes_everything_of_it_off_the_card() -> None:
    async with talking(CallRefused("component_disabled")) as (stage, _, control):
        with pytest.raises(CallRefused):
            await control.do("c1", TAG)
        card = stage.screen.cards["c1"]
        assert (card.controls, card.can_transfer, card.can_end) == (frozenset(), False, True)


async def test_password_that_fits_no_more_is_noticed() -> None:
    async with talking() as (stage, session, control):
        stage.call_api.password_right = False
        with pytest.raises(SignInRefused):
            await control.do("c1", TAG)
        assert session.password_refused.is_set()


async def test_tags_are_asked_for_once() -> None:
    async with talking() as (stage, _, control):
        stage.call_api.tags = (TARGET,)
        for _n in range(2):
            assert await control.tag_buttons() == (TARGET,)
        assert stage.call_api.controlled == [("tag buttons",)]


async def test_number_is_blocked_when_the_time_to_undo_is_over_and_not_before() -> None:
    async with talking() as (stage, _, control):
        task = await blocking(stage, control)
        stage.clock.move_to(UNDO_S - 1)
        await others_work()
        assert control.blocking.waits("c1")
        assert stage.call_api.controlled == []
        stage.clock.move_to(UNDO_S)
        assert await task is Answer.DONE
        assert stage.call_api.controlled == [("block", "c1")]
        assert control.known("c1").blocked


async def test_second_click_on_block_is_none() -> None:
    async with talking() as (stage, _, control):
        task = await blocking(stage, control)
        assert await control.blocking.block("c1") is None
        stage.clock.move_to(UNDO_S)
        await task
        assert stage.call_api.controlled == [("block", "c1")]


async def test_undone_block_is_never_sent() -> None:
    async with talking() as (stage, _, control):
        task = await blocking(stage, control)
        control.blocking.undo("c1")
        assert await task is Answer.UNDONE
        stage.clock.move_to(UNDO_S + 1)
        await others_work()
        assert stage.call_api.controlled == []


async def test_session_that_ends_blocks_what_waits_for_it() -> None:
    async with talking() as (stage, _, control):
        task = await blocking(stage, control)
    assert await task is Answer.DONE
    assert stage.call_api.controlled == [("block", "c1")]


async def test_session_that_ends_blocks_nothing_that_was_undone() -> None:
    async with talking() as (stage, _, control):
        task = await blocking(stage, control)
        control.blocking.undo("c1")
    assert await task is Answer.UNDONE
    assert stage.call_api.controlled == []


async def test_ending_the_call_blocks_first_because_uis_can_only_then() -> None:
    async with talking() as (stage, session, control):
        task = await blocking(stage, control)
        await session.end_call("c1")
        assert await task is Answer.DONE
        assert stage.call_api.controlled == [("block", "c1")]
        assert stage.call_api.running == set()


async def test_end_without_its_component_is_offered_no_more() -> None:
    async with talking(CallRefused("component_disabled")) as (stage, session, _):
        with pytest.raises(CallRefused):
            await session.end_call("c1")
        card = stage.screen.cards["c1"]
        assert not card.can_end
        assert card.controls


async def test_tags_that_cannot_be_asked_for_are_asked_for_again() -> None:
    async with talking(CallRefused("component_disabled")) as (stage, _, control):
        stage.call_api.tags = (TARGET,)
        with pytest.raises(CallRefused):
            await control.tag_buttons()
        assert Ability.TAG not in stage.screen.cards["c1"].controls
        assert await control.tag_buttons() == (TARGET,)


async def test_what_is_wished_of_a_call_without_a_name_is_not_sent() -> None:
    async with talking() as (stage, session, control):
        assert await control.do("no such card", TAG) is None
        await session.end_call("no such card")
        assert stage.call_api.controlled == []
        assert stage.call_api.running == {"c1"}
